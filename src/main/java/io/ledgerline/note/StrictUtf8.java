package io.ledgerline.note;

import io.ledgerline.merkle.StrictBase64;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text and base64 of a note, refused where a lenient reader would guess.
final class StrictUtf8 {

  private StrictUtf8() {}

  /// The text of these bytes.
  ///
  /// @throws MalformedNoteException if they are not UTF-8
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedNoteException("a note is UTF-8", malformed);
    }
  }

  /// The bytes of this base64 text.
  ///
  /// @throws MalformedNoteException if it is not base64 in its canonical spelling
  static byte[] base64(String text) {
    try {
      return StrictBase64.decode(text);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedNoteException("not base64: " + malformed.getMessage(), malformed);
    }
  }
}
