package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whose fault a failure is.
class StoreFaultTest {

  private static final String BUFFER = "java.nio.Buffer";
  private static final String TDB2 = "org.apache.jena.tdb2.store.nodetable.NodeTableTRDF";
  private static final String OURS = "io.ledgerline.projection.facts.EntryFacts";

  @Test
  void isTheStoresWhenItWasThrownInACallOfTheStore() {
    // Given
    RuntimeException poisoned = thrownIn(BUFFER, TDB2, OURS);

    // Then
    assertThat(StoreFault.isBehind(poisoned)).isTrue();
    assertThat(StoreFault.isBehind(new IllegalStateException("around it", poisoned))).isTrue();
    assertThat(StoreFault.isBehind(new GraphFailure("closed"))).isTrue();
  }

  @Test
  void isTheEntrysWhenOurOwnReadingThrew() {
    // Then
    assertThat(StoreFault.isBehind(thrownIn(BUFFER, OURS))).isFalse();
    assertThat(StoreFault.isBehind(thrownIn(OURS, TDB2, OURS))).isFalse();
  }

  private static RuntimeException thrownIn(String... classNames) {
    RuntimeException failure = new IllegalArgumentException("newPosition > limit: (9 > 8)");
    failure.setStackTrace(
        Stream.of(classNames)
            .map(name -> new StackTraceElement(name, "method", "File.java", 1))
            .toArray(StackTraceElement[]::new));
    return failure;
  }
}
