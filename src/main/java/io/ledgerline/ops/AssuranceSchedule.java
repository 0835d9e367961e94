package io.ledgerline.ops;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceState;
import io.ledgerline.assurance.completeness.CompletenessWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Has the ledger read for findings, again and again.
public final class AssuranceSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AssuranceSchedule.class);

  private static final Duration END_MAX = Duration.ofSeconds(5);

  private final Assurance assurance;
  private final Duration interval;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("assurance-", 1).factory());
  private Optional<String> told = Optional.empty();

  /// A schedule that has not begun.
  ///
  /// @param interval between two looks
  public AssuranceSchedule(Assurance assurance, Duration interval) {
    this.assurance = assurance;
    this.interval = interval;
  }

  /// Begins. To be called once.
  public void start(MeterRegistry registry) {
    AssuranceState state = assurance.state();
    Gauge.builder("ledgerline.findings.open", state, AssuranceState::open)
        .description("Findings that are open")
        .register(registry);
    Gauge.builder(
            "ledgerline.assurance.producers.not.watched",
            state,
            s -> s.openByKind().getOrDefault(CompletenessWatch.NOT_WATCHED, 0L))
        .description("Producers that have a stream which is not watched")
        .register(registry);
    Gauge.builder("ledgerline.assurance.position", state, s -> s.next() - 1)
        .description("The last entry that was read for findings; of the replica that reads")
        .register(registry);
    long nanos = interval.toNanos();
    var _ = executor.scheduleWithFixedDelay(this::run, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Ends after the step of the moment.
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      var _ = executor.awaitTermination(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      assurance.run();
      told = Optional.empty();
    } catch (Throwable failure) {
      // Errors too: whatever leaves this method ends the schedule, and nobody would know.
      Optional<String> reason = Optional.of(failure.toString());
      // What was given up at the end was not in vain: the next start goes on there.
      if (!executor.isShutdown() && !told.equals(reason)) {
        LOG.warnf("the ledger could not be read for findings: %s", failure);
        told = reason;
      }
    }
  }
}
