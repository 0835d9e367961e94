package io.ledgerline.stream.out;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.world.Entries;
import io.ledgerline.stream.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both feeds at once, on threads of their own, and a broker that goes away.
class KafkaOutletTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;
  private TestBroker broker;
  private OutWorld world;

  @BeforeEach
  void begin() {
    broker = TestBroker.start(directory.resolve("broker"));
    world = new OutWorld(broker, directory);
  }

  @AfterEach
  void end() {
    world.close();
    broker.close();
  }

  @Test
  void whatIsAppendedWhileTheBrokerIsAwayIsPublishedOnceItIsBack() {
    // Given
    try (KafkaOutlet outlet = world.outlet()) {
      outlet.start();
      await(() -> outlet.statuses().stream().allMatch(this::isCaughtUp));

      // When
      broker.stop();
      world.append(Entries.creditScoring());
      await(() -> outlet.statuses().stream().allMatch(status -> status.fault().isPresent()));
      broker.startAgain();
      await(() -> outlet.statuses().stream().allMatch(this::isCaughtUp));

      // Then
      assertThat(outlet.statuses())
          .allMatch(OutStatus::isPublishing)
          .allMatch(status -> status.fault().isEmpty() && status.failures() == 0)
          .allMatch(status -> outlet.lag(status).orElseThrow() == 0);
    }
    Generation generation = world.announced();
    assertThat(generation.number()).isEqualTo(1);
    assertThat(world.patched(generation.topic(world.graphTopic)))
        .containsExactlyElementsOf(world.upTo(generation));
    assertThat(EntryFeedTest.positions(world.committed(world.entryTopic)))
        .hasSize((int) world.ledger.size())
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(world.copy(generation.topic(world.graphTopic)))
        .containsExactlyElementsOf(world.ours());
  }

  private boolean isCaughtUp(OutStatus status) {
    return status.position().orElse(-1) == world.ledger.size() - 1;
  }

  private static void await(BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
