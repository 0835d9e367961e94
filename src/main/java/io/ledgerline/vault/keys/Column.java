package io.ledgerline.vault.keys;

/// A column of a unit's row that is encrypted. Its code is bound into the ciphertext, and is for
/// ever.
public enum Column {

  /// The unit's salt.
  SALT(1),

  /// The unit's value.
  VALUE(2),

  /// The salt of the event digest, in the row of unit 0.
  EVENT_SALT(3);

  private final int code;

  Column(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
