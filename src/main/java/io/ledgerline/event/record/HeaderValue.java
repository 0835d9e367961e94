package io.ledgerline.event.record;

import io.ledgerline.canon.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The value of an attribute's header (CloudEvents HTTP protocol binding, section 3.1.3.2).
final class HeaderValue {

  private HeaderValue() {}

  /// Takes surrounding quotes away, then decodes `%` and two hexadecimal digits once, as UTF-8. A
  /// `%` that nothing of the kind follows is a `%`: some producers do not encode at all.
  ///
  /// @return empty if the bytes are no UTF-8
  static Optional<String> decode(Bytes value) {
    byte[] bytes = unquoted(value.utf8().strip()).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        decoded.write(bytes[i]);
      } else {
        decoded.write(high << 4 | low);
        i += 2;
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(decoded.toByteArray()))
              .toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
      return text;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
