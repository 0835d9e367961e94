package io.ledgerline.event.openlineage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// When something happened, by the producer's clock.
///
/// @param text as it was written: producers mix zones and decimals within one run
/// @param instant the same in UTC, to the nanosecond; a text without a zone is taken as UTC
public record EventTime(String text, Instant instant) {

  /// What an event without a time is read with; such an event is invalid.
  static final EventTime UNKNOWN = new EventTime("", Instant.EPOCH);

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOptional(new DateTimeFormatterBuilder().appendOffsetId().toFormatter(Locale.ROOT))
          .appendOptional(DateTimeFormatter.ofPattern("xx", Locale.ROOT))
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /// Reads a date and a time of day with up to nine decimals, and a zone or none.
  public static Optional<EventTime> parse(String text) {
    try {
      TemporalAccessor parsed = FORM.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime zoned
              ? zoned.toInstant()
              : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      return year < 1 || year > 9_999
          ? Optional.empty()
          : Optional.of(new EventTime(text, instant));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /// Whether a text that can be parsed names a zone: nothing else follows the time of day.
  static boolean hasZone(String text) {
    char last = text.charAt(text.length() - 1);
    return last == 'Z' || last == 'z' || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
  }
}
