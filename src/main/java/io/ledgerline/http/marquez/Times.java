package io.ledgerline.http.marquez;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times in requests: with a zone, without one as UTC, or a day. The web UI sends local times with
/// a `Z`, which is its own affair.
final class Times {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss]][.SSSSSSSSS][.SSSSSS][.SSS][XXX]");

  private Times() {}

  /// A time; empty if none is asked for, also by an empty text.
  ///
  /// @throws io.ledgerline.http.ProblemException 400 if the text is no time
  static Optional<Instant> parse(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      // In a query, a plus that is not percent-encoded is a blank.
      TemporalAccessor parsed =
          FORM.parseBest(
              text.strip().replace(' ', '+'),
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      return Optional.of(
          switch (parsed) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
            default -> throw new DateTimeException(text); // parseBest gives no other
          });
    } catch (DateTimeException malformed) {
      throw Reading.malformed(name + " is a time as 2026-01-31T12:00:00Z, or a day.");
    }
  }
}
