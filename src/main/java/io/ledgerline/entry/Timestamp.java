package io.ledgerline.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// A point in time as our formats write it: UTC, six decimals, `Z`, as in
/// `2026-01-01T00:00:00.000000Z`.
public final class Timestamp {

  /// The form, with a 0 where a digit stands.
  private static final String FORM = "0000-00-00T00:00:00.000000Z";

  private static final int YEAR_MAX = 9_999;
  private static final int NANOS_PER_MICRO = 1_000;

  private Timestamp() {}

  /// Writes an instant, cut to microseconds.
  ///
  /// @throws CorruptEntryException if its year does not have four digits
  public static String format(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > YEAR_MAX) {
      throw new CorruptEntryException("a year has four digits: " + instant);
    }
    char[] text = FORM.toCharArray();
    write(time.getYear(), text, 0, 4);
    write(time.getMonthValue(), text, 5, 7);
    write(time.getDayOfMonth(), text, 8, 10);
    write(time.getHour(), text, 11, 13);
    write(time.getMinute(), text, 14, 16);
    write(time.getSecond(), text, 17, 19);
    write(time.getNano() / NANOS_PER_MICRO, text, 20, 26);
    return new String(text);
  }

  /// Reads what [#format] writes.
  ///
  /// @throws CorruptEntryException if the text is another spelling
  public static Instant parse(String text) {
    if (!hasForm(text)) {
      throw new CorruptEntryException("not a time in UTC with six decimals: " + text);
    }
    try {
      return LocalDateTime.of(
              read(text, 0, 4),
              read(text, 5, 7),
              read(text, 8, 10),
              read(text, 11, 13),
              read(text, 14, 16),
              read(text, 17, 19),
              read(text, 20, 26) * NANOS_PER_MICRO)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noTime) {
      throw new CorruptEntryException("not a time in UTC with six decimals: " + text, noTime);
    }
  }

  private static boolean hasForm(String text) {
    boolean has = text.length() == FORM.length();
    for (int i = 0; has && i < FORM.length(); i++) {
      char c = text.charAt(i);
      has = FORM.charAt(i) == '0' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
    }
    return has;
  }

  private static int read(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static void write(int number, char[] text, int start, int end) {
    int left = number;
    for (int i = end - 1; i >= start; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  /// The instant, cut to the microseconds that are kept.
  public static Instant truncated(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
