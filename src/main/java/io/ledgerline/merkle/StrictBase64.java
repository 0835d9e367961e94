package io.ledgerline.merkle;

import java.util.Base64;

/// Standard base64 (RFC 4648 section 4) in its one canonical spelling.
///
/// The JDK's decoder accepts missing padding and non-zero trailing bits, so that two texts would
/// stand for the same bytes; what is signed or compared must have one spelling.
public final class StrictBase64 {

  private StrictBase64() {}

  /// Decodes a text.
  ///
  /// @throws IllegalArgumentException if the text is not what [#encode] makes of its bytes
  public static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 is not in its canonical spelling");
    }
    return bytes;
  }

  /// Encodes with padding, without line breaks.
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
