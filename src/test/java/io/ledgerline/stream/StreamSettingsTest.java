package io.ledgerline.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which settings make sense.
class StreamSettingsTest {

  @Test
  void refusesToReadTheDeadLetters() {
    assertThat(refusal(List.of("a", "dead"), Optional.empty()))
        .hasMessage("the dead-letter topic would be read: dead");
    assertThat(refusal(List.of(), Optional.of("de.*")))
        .hasMessage("the dead-letter topic would be read: dead");
  }

  @Test
  void readsEitherTopicsOrAPattern() {
    assertThat(refusal(List.of(), Optional.empty()))
        .hasMessage("either topics or a pattern of topics is read");
    assertThat(refusal(List.of("a"), Optional.of("b.*")))
        .hasMessage("either topics or a pattern of topics is read");
    assertThat(refusal(List.of(), Optional.of("b.*"))).isNull();
  }

  private static Throwable refusal(List<String> topics, Optional<String> pattern) {
    return catchThrowable(
        () ->
            new StreamSettings(
                "localhost:9092",
                topics,
                pattern,
                "group",
                "dead",
                1,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Map.of()));
  }
}
