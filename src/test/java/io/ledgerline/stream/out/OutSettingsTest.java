package io.ledgerline.stream.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Names of topics, and what cannot be meant.
class OutSettingsTest {

  @Test
  void knowsEveryTopicThatItWritesTo() {
    // When
    OutSettings settings = settings("graph", "entries", 1);

    // Then
    for (String own : new String[] {"graph", "graph.1", "graph.12", "entries"}) {
      assertThat(settings.writesTo(own)).as(own).isTrue();
    }
    for (String other : new String[] {"graph.", "graph.0", "graph.01", "graph.x", "graphs", "a"}) {
      assertThat(settings.writesTo(other)).as(other).isFalse();
    }
  }

  @Test
  void refusesOneTopicForBothANameThatIsNoneAndAMessageWithoutABit() {
    for (ThrowingCallable wrong :
        new ThrowingCallable[] {
          () -> settings("graph", "graph", 1),
          () -> settings("graph", "graph.3", 1),
          () -> settings("a b", "entries", 1),
          () -> settings("..", "entries", 1),
          () -> settings("graph", "entries", 0)
        }) {
      // When
      Throwable refusal = catchThrowable(wrong);

      // Then
      assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToALimit() {
    // When
    OutSettings settings = settings("graph", "entries", 1);

    // Then
    assertThat(settings.pause(1)).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.pause(3)).isEqualTo(Duration.ofMillis(800));
    assertThat(settings.pause(1_000)).isEqualTo(Duration.ofSeconds(5));
  }

  private static OutSettings settings(String graph, String entries, int messageBytesMax) {
    return new OutSettings(
        "broker:9092",
        Optional.of(graph),
        Optional.of(entries),
        messageBytesMax,
        500,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(15),
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Map.of());
  }
}
