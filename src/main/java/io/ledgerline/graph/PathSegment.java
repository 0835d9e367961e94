package io.ledgerline.graph;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// Names as single segments of a path: the NFC form, in UTF-8, percent-encoded but for the
/// unreserved characters of RFC 3986. Pure.
final class PathSegment {

  private PathSegment() {}

  /// A name as one segment. `.` and `..` are no names in a path, so they are encoded too.
  static String encode(String name) {
    if (name.equals(".") || name.equals("..")) {
      return name.replace(".", "%2E");
    }
    StringBuilder out = new StringBuilder(name.length() + 16);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        return encodeBytes(Normalizer.normalize(name, Normalizer.Form.NFC));
      }
      append(c, out);
    }
    return out.toString();
  }

  /// The name that a segment was made of.
  static String decode(String segment) {
    byte[] bytes = new byte[segment.length()];
    int size = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%' && i + 2 < segment.length()) {
        bytes[size++] =
            (byte)
                (Character.digit(segment.charAt(i + 1), 16) << 4
                    | Character.digit(segment.charAt(i + 2), 16));
        i += 2;
      } else {
        bytes[size++] = (byte) c;
      }
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private static String encodeBytes(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      append(b & 0xff, out);
    }
    return out.toString();
  }

  private static void append(int c, StringBuilder out) {
    if (isUnreserved(c)) {
      out.append((char) c);
    } else {
      out.append('%').append(hex(c >> 4)).append(hex(c & 15));
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
