package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How patiently a server that dies is started again.
class PostmasterTest {

  @Test
  void waitsLongerEachTimeAndNeverLongerThanHalfAMinute() {
    // When
    Stream<Duration> pauses = Stream.iterate(Duration.ofMillis(500), Postmaster::next).limit(9);

    // Then
    assertThat(pauses.map(Duration::toMillis))
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
  }
}
