package io.ledgerline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.sweep.SweepSettings;
import io.ledgerline.sweep.Sweeps;
import io.ledgerline.vault.ErasureTargets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whether a sweep is due is asked soon after the start, not an interval after it.
class SweepScheduleTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void asksSoonAfterTheStartAndKnowsTheAgeThen() throws InterruptedException {
    // Given
    CountDownLatch asked = new CountDownLatch(1);
    InMemoryEntryStore entries = new InMemoryEntryStore();
    InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Ledger ledger = TestLedgers.open(entries, checkpoints);
        SweepSchedule schedule =
            new SweepSchedule(
                sweeps(ledger, entries, checkpoints, asked), true, Duration.ofMillis(1), DAY)) {
      // When
      schedule.start(registry);

      // Then
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(registry.get("ledgerline.sweep.age").gauge().value()).isEqualTo(3_600);
    }
  }

  private static Sweeps sweeps(
      Ledger ledger,
      InMemoryEntryStore entries,
      InMemoryCheckpointStore checkpoints,
      CountDownLatch asked) {
    return new Sweeps(
        new Sweeps.Setup(
            ledger,
            entries,
            new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 1),
            _ -> Uni.createFrom().nothing(),
            (_, _, _) -> {
              asked.countDown();
              return Uni.createFrom().item(false);
            },
            new SweepSettings(DAY, Duration.ZERO, DAY, 0, DAY),
            () -> TestLedgers.NOW.plusSeconds(3_600),
            new Random(1)));
  }
}
