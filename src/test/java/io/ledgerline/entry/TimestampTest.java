package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times as our formats write them, against the platform's formatter.
class TimestampTest {

  private static final DateTimeFormatter REFERENCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

  @Test
  void writesAndReadsEveryTimeAsThePlatformDoes() {
    // Given
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(random.nextLong(FIRST, END), random.nextLong(1_000_000_000));

      // When
      String text = Timestamp.format(time);

      // Then
      assertThat(text).isEqualTo(REFERENCE.format(time));
      assertThat(Timestamp.parse(text)).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.0000000Z",
        "2026-01-01T00:00:00.000000z",
        "2026-01-01t00:00:00.000000Z",
        "2026-01-01 00:00:00.000000Z",
        "2026-01-01T00:00:00,000000Z",
        "2026-01-01T00:00:00.00000٣Z",
        "+026-01-01T00:00:00.000000Z",
        "-026-01-01T00:00:00.000000Z",
        "2026-00-01T00:00:00.000000Z",
        "2026-13-01T00:00:00.000000Z",
        "2026-02-29T00:00:00.000000Z",
        "2026-04-31T00:00:00.000000Z",
        "2026-01-00T00:00:00.000000Z",
        "2026-01-01T24:00:00.000000Z",
        "2026-01-01T00:60:00.000000Z",
        "2026-12-31T23:59:60.000000Z",
        "2026-01-01T00:00:00.000000+00:00"
      })
  void refusesEveryOtherSpelling(String text) {
    // When, Then
    assertThatThrownBy(() -> Timestamp.parse(text))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("not a time in UTC with six decimals");
  }

  @ParameterizedTest
  @ValueSource(longs = {-62_167_219_201L, 253_402_300_800L})
  void writesNoYearOfMoreOrLessThanFourDigits(long second) {
    // When, Then
    assertThatThrownBy(() -> Timestamp.format(Instant.ofEpochSecond(second)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("four digits");
  }
}
