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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

  @Test
  void saysNothingOfALookThatItsEndBreaksOff() throws InterruptedException {
    // Given
    List<String> told = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(AssuranceSchedule.class.getName());
    Handler handler = new Listener(told);
    logger.addHandler(handler);
    AtomicReference<Thread> reader = new AtomicReference<>();
    CountDownLatch reads = new CountDownLatch(1);
    try (Ledger ledger = TestLedgers.open()) {
      Assurance endless =
          assurance(
              ledger,
              (_, _, _) -> {
                reader.set(Thread.currentThread());
                reads.countDown();
                return Uni.createFrom().nothing();
              });
      AssuranceSchedule schedule = new AssuranceSchedule(endless, Duration.ofMillis(1));
      schedule.start(new SimpleMeterRegistry());
      assertThat(reads.await(1, TimeUnit.MINUTES)).isTrue();

      // When
      schedule.close();

      // Then
      assertThat(reader.get().join(Duration.ofMinutes(1))).isTrue();
      assertThat(told).isEmpty();
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static Assurance failing(Ledger ledger, CountDownLatch attempts) {
    return assurance(
        ledger,
        (_, _, _) -> {
          attempts.countDown();
          throw new StackOverflowError("too deep");
        });
  }

  private static Assurance assurance(Ledger ledger, Assurance.Duty duty) {
    return new Assurance(
        new Assurance.Setup(
            ledger,
            new InMemoryAssuranceStore(),
            _ -> Uni.createFrom().nothing(),
            duty,
            List::of,
            AssuranceSettings.DEFAULTS,
            () -> TestLedgers.NOW));
  }

  private static final class Listener extends Handler {

    private final List<String> told;

    Listener(List<String> told) {
      this.told = told;
    }

    @Override
    public void publish(LogRecord line) {
      told.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
