package io.ledgerline.vault.keys;

/// What a data key encrypts. Its code is stored, and is for ever.
enum KeyUse {

  /// Payloads without a known data subject, for a period.
  PERIOD(1),

  /// Payloads of one data subject.
  SUBJECT(2),

  /// Refused events, for a period.
  QUARANTINE(3);

  private final int code;

  KeyUse(int code) {
    this.code = code;
  }

  /// The byte that is stored.
  int code() {
    return code;
  }
}
