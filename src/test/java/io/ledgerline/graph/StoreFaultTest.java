package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whose fault a failure is.
class StoreFaultTest {

  private static final String BUFFER = "java.nio.Buffer";
  private static final String TDB2 = "org.apache.jena.tdb2.store.nodetable.NodeTableTRDF";
  private static final String CACHE = "com.github.benmanes.caffeine.cache.BoundedLocalCache";
  private static final String REGEX = "java.util.regex.Pattern$Loop";
  private static final String ARQ = "org.apache.jena.sparql.engine.main.OpExecutor";
  private static final String SOLVER = "org.apache.jena.tdb2.solver.OpExecutorTDB2";
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

  @Test
  void mayHaveHurtAllReadersIfItIsAnErrorWithinTheStoreOrWantOfMemoryAnywhere() {
    // Then
    assertThat(StoreFault.mayHaveHurtAll(thrownIn(new StackOverflowError(), CACHE, TDB2, OURS)))
        .isTrue();
    assertThat(StoreFault.mayHaveHurtAll(thrownIn(new OutOfMemoryError(), OURS))).isTrue();
    assertThat(StoreFault.mayHaveHurtAll(thrownIn(BUFFER, TDB2, OURS))).isFalse();
  }

  @Test
  void hasHurtNobodyIfItIsAnErrorOfTheQuery() {
    // Then
    assertThat(StoreFault.mayHaveHurtAll(thrownIn(new StackOverflowError(), REGEX, OURS, TDB2)))
        .isFalse();
    assertThat(StoreFault.mayHaveHurtAll(thrownIn(new StackOverflowError(), ARQ, SOLVER, OURS)))
        .isFalse();
  }

  private static RuntimeException thrownIn(String... classNames) {
    return thrownIn(new IllegalArgumentException("newPosition > limit: (9 > 8)"), classNames);
  }

  private static <T extends Throwable> T thrownIn(T failure, String... classNames) {
    failure.setStackTrace(
        Stream.of(classNames)
            .map(name -> new StackTraceElement(name, "method", "File.java", 1))
            .toArray(StackTraceElement[]::new));
    return failure;
  }
}
