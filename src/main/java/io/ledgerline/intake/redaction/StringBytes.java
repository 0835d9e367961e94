package io.ledgerline.intake.redaction;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonString;

/// Where the characters of a JSON string stand in the bytes of the text that it was read from.
final class StringBytes {

  private final int[] offsets;

  private StringBytes(int[] offsets) {
    this.offsets = offsets;
  }

  /// Walks over the bytes of a string that a strict reader accepted.
  static StringBytes of(Bytes text, JsonString string) {
    int length = string.value().length();
    int[] offsets = new int[length + 1];
    int at = string.start() + 1;
    for (int i = 0; i < length; i++) {
      offsets[i] = at;
      int size = size(text, at);
      at += size;
      if (size == 4) { // four bytes of UTF-8 are two characters
        offsets[++i] = at;
      }
    }
    offsets[length] = at;
    return new StringBytes(offsets);
  }

  /// The same part, by offsets of bytes.
  Replacement inBytes(Replacement part) {
    return new Replacement(offsets[part.start()], offsets[part.end()], part.text());
  }

  private static int size(Bytes text, int at) {
    int b = text.at(at) & 0xff;
    if (b == '\\') {
      return text.at(at + 1) == 'u' ? 6 : 2;
    }
    if (b < 0x80) {
      return 1;
    }
    return b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }
}
