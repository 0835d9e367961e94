package io.ledgerline.note;

import io.ledgerline.merkle.Hasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The four bytes that tell which key a signature claims to be of (C2SP signed-note).
///
/// @param value the bytes, big-endian
public record KeyId(int value) {

  /// The first four bytes of `SHA-256(name || 0x0A || type || key)`.
  ///
  /// @param typed the byte of the signature type, then the raw public key
  public static KeyId of(String name, byte[] typed) {
    return new KeyId(
        new Hasher()
            .bytes(StandardCharsets.UTF_8.encode(name))
            .u8('\n')
            .bytes(ByteBuffer.wrap(typed))
            .finish()
            .view()
            .getInt());
  }

  /// Eight lower-case hexadecimal digits.
  @Override
  public String toString() {
    return "%08x".formatted(value);
  }
}
