package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.world.Entries;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A follower that meets Errors, which nobody else would outlive for it.
@Execution(ExecutionMode.CONCURRENT)
class ProjectorErrorTest {

  private static final ProjectorSettings SETTINGS =
      new ProjectorSettings(
          25,
          1 << 20,
          1,
          Duration.ZERO,
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofSeconds(30));

  @TempDir Path directory;
  private final AtomicInteger errorsLeft = new AtomicInteger();

  @Test
  void followsOnAfterErrorsAndIsNotFollowingOnceClosed() {
    // Given
    Ledger ledger = TestLedgers.open(outOfMemory(), new InMemoryCheckpointStore());
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
    try (LineageGraph graph =
        LineageGraph.open(GraphSettings.in(directory), new Iris(ledger.genesis().baseIri()))) {
      Projector projector = new Projector(ledger, graph, SETTINGS);
      assertThat(projector.isFollowing()).isFalse();
      errorsLeft.set(5);

      // When
      projector.start();
      boolean reached = projector.awaitPosition(ledger.size() - 1, Duration.ofSeconds(60));

      // Then
      assertThat(reached).isTrue();
      assertThat(errorsLeft).hasNonPositiveValue();
      assertThat(projector.isFollowing()).isTrue();
      assertThat(projector.isSequenced(ledger.size() - 1)).isTrue();
      assertThat(projector.isSequenced(ledger.size())).isFalse();
      projector.close();
      assertThat(projector.isFollowing()).isFalse();
    }
    ledger.close();
  }

  /// A store that runs out of memory as often as it is told.
  private EntryStore outOfMemory() {
    EntryStore store = new InMemoryEntryStore();
    return (EntryStore)
        Proxy.newProxyInstance(
            EntryStore.class.getClassLoader(),
            new Class<?>[] {EntryStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("payloadRows") && errorsLeft.getAndDecrement() > 0) {
                throw new OutOfMemoryError("as told");
              }
              return method.invoke(store, arguments);
            });
  }
}
