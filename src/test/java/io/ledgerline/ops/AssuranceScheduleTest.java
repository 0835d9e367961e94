package io.ledgerline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceSettings;
import io.ledgerline.assurance.InMemoryAssuranceStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The ledger is read for findings again and again, whatever happens.
class AssuranceScheduleTest {

  @Test
  void goesOnAfterAnError() throws InterruptedException {
    // Given
    CountDownLatch attempts = new CountDownLatch(3);
    try (Ledger ledger = TestLedgers.open();
        AssuranceSchedule schedule =
            new AssuranceSchedule(failing(ledger, attempts), Duration.ofMillis(1))) {
      // When
      schedule.start(new SimpleMeterRegistry());

      // Then
      assertThat(attempts.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static Assurance failing(Ledger ledger, CountDownLatch attempts) {
    return new Assurance(
        new Assurance.Setup(
            ledger,
            new InMemoryAssuranceStore(),
            _ -> Uni.createFrom().nothing(),
            (_, _, _) -> {
              attempts.countDown();
              throw new StackOverflowError("too deep");
            },
            List::of,
            AssuranceSettings.DEFAULTS,
            () -> TestLedgers.NOW));
  }
}
