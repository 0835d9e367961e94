package io.ledgerline.entry.fields;

import io.ledgerline.merkle.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// Digests, times and numbers in ASCII, read where they lie. Whatever is not in their one spelling
/// is refused, as it is by [Digest#parseBase64] and [io.ledgerline.entry.Timestamp#parse].
final class PlainFields {

  private static final int DIGEST_CHARACTERS = 44;
  private static final String TIME = "0000-00-00T00:00:00.000000Z";
  private static final byte[] SEXTETS = sextets();

  private PlainFields() {}

  /// The digest that is written here in base64.
  static Optional<Digest> digest(byte[] array, int from, int to) {
    if (to - from != DIGEST_CHARACTERS || array[to - 1] != '=') {
      return Optional.empty();
    }
    byte[] bytes = new byte[Digest.SIZE_BYTES + 1];
    int invalid = 0;
    int target = 0;
    for (int i = from; i < to - 4; i += 4) {
      int a = sextet(array[i]);
      int b = sextet(array[i + 1]);
      int c = sextet(array[i + 2]);
      int d = sextet(array[i + 3]);
      invalid |= a | b | c | d;
      bytes[target++] = (byte) (a << 2 | b >> 4);
      bytes[target++] = (byte) (b << 4 | c >> 2);
      bytes[target++] = (byte) (c << 6 | d);
    }
    int a = sextet(array[to - 4]);
    int b = sextet(array[to - 3]);
    int c = sextet(array[to - 2]);
    bytes[target++] = (byte) (a << 2 | b >> 4);
    bytes[target] = (byte) (b << 4 | c >> 2);
    // The last two bits are of no byte: they must be zero.
    boolean isSpelledSo = (invalid | a | b | c) >= 0 && (c & 3) == 0;
    return isSpelledSo ? Optional.of(Digest.of(bytes, 0)) : Optional.empty();
  }

  /// The time that is written here as [io.ledgerline.entry.Timestamp] writes it.
  static Optional<Instant> time(byte[] array, int from, int to) {
    if (to - from != TIME.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < TIME.length(); i++) {
      if (TIME.charAt(i) != '0' && array[from + i] != TIME.charAt(i)) {
        return Optional.empty();
      }
    }
    int year = number(array, from, from + 4);
    int month = number(array, from + 5, from + 7);
    int day = number(array, from + 8, from + 10);
    int hour = number(array, from + 11, from + 13);
    int minute = number(array, from + 14, from + 16);
    int second = number(array, from + 17, from + 19);
    int micros = number(array, from + 20, from + 26);
    boolean isTime =
        (year | month | day | hour | minute | second | micros) >= 0
            && hour < 24
            && minute < 60
            && second < 60;
    if (!isTime) {
      return Optional.empty();
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Optional.of(
          Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, micros * 1_000L));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  /// The number of at most nine decimal digits that is written here, or -1.
  static int number(byte[] array, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = array[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /// The value of a character, or a negative number.
  private static int sextet(byte character) {
    return character < 0 ? -1 : SEXTETS[character];
  }

  private static byte[] sextets() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
