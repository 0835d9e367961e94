package io.ledgerline.canon;

import static io.ledgerline.canon.MalformedJsonException.Kind.ENCODING;
import static io.ledgerline.canon.MalformedJsonException.Kind.SYNTAX;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A place in a JSON text that moves forward, and the reading of strings there.
///
/// For one thread.
final class JsonText {

  private final byte[] array;
  private final int offset;
  private final int size;
  private int at;

  JsonText(Bytes text) {
    this.array = text.array();
    this.offset = text.offset();
    this.size = text.size();
  }

  /// The offset of the next byte from the start of the text.
  int at() {
    return at;
  }

  /// The next byte, 0 to 255, or -1 at the end.
  int peek() {
    return at < size ? array[offset + at] & 0xff : -1;
  }

  /// Whether two values of this text are written with the same bytes.
  boolean equal(JsonValue one, JsonValue other) {
    return Arrays.equals(
        array,
        offset + one.start(),
        offset + one.end(),
        array,
        offset + other.start(),
        offset + other.end());
  }

  /// Goes past the next byte.
  void skip() {
    at++;
  }

  void expect(char wanted) {
    if (peek() != wanted) {
      throw syntax("'" + wanted + "' is expected");
    }
    at++;
  }

  void skipWhiteSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  MalformedJsonException syntax(String reason) {
    return new MalformedJsonException(SYNTAX, reason, at);
  }

  /// Reads the string that starts here, quotes included, and decodes it.
  String string() {
    int open = at++;
    int start = at;
    boolean ascii = true;
    while (true) {
      // Nearly all bytes are plain ones: they are passed over here.
      int next = offset + at;
      int end = offset + size;
      while (next < end && array[next] >= 0x20 && array[next] != '"' && array[next] != '\\') {
        next++;
      }
      at = next - offset;
      int b = peek();
      if (b == '"') {
        String plain = decoded(start, at, ascii);
        at++;
        return plain;
      }
      if (b == '\\') {
        return escapedString(open, decoded(start, at, ascii));
      }
      refuseControl(b, open);
      ascii &= b < 0x80;
      at++;
    }
  }

  private String escapedString(int open, String before) {
    StringBuilder decoded = new StringBuilder(before);
    while (true) {
      int b = peek();
      if (b == '"') {
        at++;
        return withoutLoneSurrogates(decoded.toString(), open);
      }
      if (b == '\\') {
        at++;
        decoded.append(escape());
        continue;
      }
      int start = at;
      boolean ascii = true;
      while (b != '"' && b != '\\') {
        refuseControl(b, open);
        ascii &= b < 0x80;
        at++;
        b = peek();
      }
      decoded.append(decoded(start, at, ascii));
    }
  }

  private char escape() {
    int b = peek();
    at++;
    return switch (b) {
      case '"', '\\', '/' -> (char) b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = hexDigit(peek());
          if (digit < 0) {
            throw syntax("four hexadecimal digits must follow \\u");
          }
          unit = unit << 4 | digit;
          at++;
        }
        yield (char) unit;
      }
      default -> { // an open set: every other byte is no escape
        at--;
        throw syntax("no such escape");
      }
    };
  }

  private static int hexDigit(int b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private void refuseControl(int b, int open) {
    if (b < 0) {
      throw new MalformedJsonException(SYNTAX, "a string is not closed; it starts", open);
    }
    if (b < 0x20) {
      throw syntax("a control character must be escaped");
    }
  }

  private String decoded(int start, int end, boolean ascii) {
    if (ascii) {
      return latin1(start, end);
    }
    String text = new String(array, offset + start, end - start, StandardCharsets.UTF_8);
    // U+FFFD is what the JDK makes of malformed bytes; who wrote U+FFFD itself is let through.
    if (text.indexOf('\uFFFD') >= 0) {
      refuseMalformed(start, end);
    }
    return text;
  }

  String latin1(int start, int end) {
    return new String(array, offset + start, end - start, StandardCharsets.ISO_8859_1);
  }

  private void refuseMalformed(int start, int end) {
    ByteBuffer in = ByteBuffer.wrap(array, offset + start, end - start);
    CharBuffer out = CharBuffer.allocate(end - start);
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      throw new MalformedJsonException(ENCODING, "invalid UTF-8", in.position() - offset);
    }
  }

  private static String withoutLoneSurrogates(String value, int open) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new MalformedJsonException(
            ENCODING, "a lone surrogate in the string that starts", open);
      }
    }
    return value;
  }
}
