package io.ledgerline.ops;

import io.ledgerline.event.system.Sweep;
import io.ledgerline.sweep.SweepState;
import io.ledgerline.sweep.Sweeps;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Asks from time to time whether a sweep is due.
public final class SweepSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SweepSchedule.class);
  private static final Duration LOOK_MAX = Duration.ofMinutes(10);

  private final Sweeps sweeps;
  private final boolean isScheduled;
  private final Duration firstLook;
  private final Duration look;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sweep-", 1).factory());
  private volatile Cancellable running = () -> {};

  /// A schedule that has not begun.
  ///
  /// @param firstLook how long after the start it is asked for the first time; less if the interval
  ///   is shorter
  /// @param interval between two sweeps
  public SweepSchedule(Sweeps sweeps, boolean isScheduled, Duration firstLook, Duration interval) {
    this.sweeps = sweeps;
    this.isScheduled = isScheduled;
    this.look = interval.compareTo(LOOK_MAX) < 0 ? interval : LOOK_MAX;
    this.firstLook = firstLook.compareTo(look) < 0 ? firstLook : look;
  }

  /// Begins, unless nothing is scheduled. To be called once.
  public void start(MeterRegistry registry) {
    register(registry, sweeps.state());
    if (isScheduled) {
      var _ =
          executor.scheduleWithFixedDelay(
              this::run, firstLook.toNanos(), look.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// Ends; a sweep that is running is given up, and records nothing.
  @Override
  public void close() {
    executor.shutdownNow();
    running.cancel();
  }

  private void run() {
    running =
        sweeps
            .runIfDue()
            .subscribe()
            .with(this::ended, failure -> LOG.warnf("the sweep failed: %s", failure));
  }

  private void ended(Optional<Sweep> recorded) {
    if (recorded.isEmpty()) {
      return;
    }
    Sweep sweep = recorded.get();
    if (sweep.isSound()) {
      LOG.infof("sweep %d: %d entries hashed again, all fit", sweep.number(), sweep.entries());
    } else {
      LOG.errorf("sweep %d: %d findings", sweep.number(), sweep.findingsCount());
      sweeps
          .state()
          .findings()
          .forEach(finding -> LOG.errorf("sweep %d: %s", sweep.number(), finding));
    }
  }

  private static void register(MeterRegistry registry, SweepState state) {
    Gauge.builder("ledgerline.sweep.sound", state, SweepState::sound)
        .description("1 if the newest sweep found nothing, 0 if it did")
        .register(registry);
    Gauge.builder("ledgerline.sweep.findings", state, SweepState::findingsCount)
        .description("What the newest sweep found")
        .register(registry);
    Gauge.builder("ledgerline.sweep.age", state, SweepState::ageSeconds)
        .description("Since the newest sweep was recorded, or the log began")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("ledgerline.sweep.rate", state, SweepState::entriesPerSecond)
        .description("Entries a second of the last sweep of this replica")
        .register(registry);
  }
}
