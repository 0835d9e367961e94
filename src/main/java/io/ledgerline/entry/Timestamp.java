package io.ledgerline.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A point in time as our formats write it: UTC, six decimals, `Z`, as in
/// `2026-01-01T00:00:00.000000Z`.
public final class Timestamp {

  private static final int CHARACTERS = 27;

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamp() {}

  /// Writes an instant, cut to microseconds.
  ///
  /// @throws CorruptEntryException if its year does not have four digits
  public static String format(Instant instant) {
    String text = FORM.format(truncated(instant));
    if (text.length() != CHARACTERS) {
      throw new CorruptEntryException("a year has four digits: " + text);
    }
    return text;
  }

  /// Reads what [#format] writes.
  ///
  /// @throws CorruptEntryException if the text is another spelling
  public static Instant parse(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (format(instant).equals(text)) {
        return instant;
      }
    } catch (DateTimeException malformed) {
      throw new CorruptEntryException("not a time in UTC with six decimals: " + text, malformed);
    }
    throw new CorruptEntryException("not a time in UTC with six decimals: " + text);
  }

  /// The instant, cut to the microseconds that are kept.
  public static Instant truncated(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
