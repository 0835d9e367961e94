package io.ledgerline.note;

/// The four bytes that tell which key a signature claims to be of (C2SP signed-note).
///
/// @param value the bytes, big-endian
public record KeyId(int value) {

  /// Eight lower-case hexadecimal digits.
  @Override
  public String toString() {
    return "%08x".formatted(value);
  }
}
