package io.ledgerline.event.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Invalid;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The times that producers write.
class EventTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T16:06:58Z, 2026-11-20T16:06:58Z, true",
    "2026-11-20T16:06:58.1Z, 2026-11-20T16:06:58.1Z, true",
    "2026-11-20T16:06:58.123456789+00:00, 2026-11-20T16:06:58.123456789Z, true",
    "2026-11-20T16:06:58.123456-05:30, 2026-11-20T21:36:58.123456Z, true",
    "2026-11-20T16:06:58+0200, 2026-11-20T14:06:58Z, true",
    "2026-11-20T16:06:58.5, 2026-11-20T16:06:58.5Z, false",
    "2026-11-20T16:06:58, 2026-11-20T16:06:58Z, false"
  })
  void keepsTheTextOfATimeAndReadsItToTheNanosecond(String text, Instant instant, boolean zoned) {
    // When
    Valid<LineageEvent> reading = (Valid<LineageEvent>) read(text);

    // Then
    assertThat(reading.value().time()).isEqualTo(new EventTime(text, instant));
    assertThat(reading.warnings())
        .extracting(Violation::pointer)
        .isEqualTo(zoned ? List.of() : List.of("/eventTime"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-20",
        "2026-02-30T00:00:00Z",
        "2026-11-20T16:06:58.1234567890Z",
        "+12026-11-20T16:06:58Z",
        "0000-01-01T00:00:00Z",
        "2026-11-20T16:06:58Zulu"
      })
  void refusesWhatIsNoTime(String text) {
    // When
    Reading<LineageEvent> reading = read(text);

    // Then
    assertThat(((Invalid<LineageEvent>) reading).violations())
        .extracting(Violation::pointer)
        .containsExactly("/eventTime");
  }

  private static Reading<LineageEvent> read(String time) {
    return OpenLineageReader.read(
        RealEvents.json(
            """
            {"eventTime": "%s", "producer": "p", "schemaURL": "x#/$defs/JobEvent",
             "job": {"namespace": "n", "name": "j"}}
            """
                .formatted(time)));
  }
}
