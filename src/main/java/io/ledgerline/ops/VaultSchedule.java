package io.ledgerline.ops;

import io.ledgerline.vault.erasure.Erasures;
import io.ledgerline.vault.retention.Retention;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// What the vault does by itself: erasures are carried on, what is past its limit is erased, and
/// data keys under which nothing is left are destroyed.
public final class VaultSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(VaultSchedule.class);

  private final Erasures erasures;
  private final Retention retention;
  private final Supplier<Uni<Integer>> sweep;
  private final Intervals intervals;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("vault-", 1).factory());

  /// How often.
  ///
  /// @param erasures between two attempts at erasures that are not done
  /// @param retention between two runs of the retention; zero for none
  /// @param keys between two sweeps of the data keys
  public record Intervals(Duration erasures, Duration retention, Duration keys) {}

  /// A schedule that has not begun.
  ///
  /// @param sweep destroys data keys, and says how many
  public VaultSchedule(
      Erasures erasures, Retention retention, Supplier<Uni<Integer>> sweep, Intervals intervals) {
    this.erasures = erasures;
    this.retention = retention;
    this.sweep = sweep;
    this.intervals = intervals;
  }

  /// Begins. To be called once.
  public void start() {
    every(intervals.erasures(), "carrying on erasures", erasures::resume);
    if (!intervals.retention().isZero()) {
      every(intervals.retention(), "the retention", this::retain);
    }
    every(intervals.keys(), "the sweep of the data keys", this::sweep);
  }

  /// Ends after the page of the moment.
  @Override
  public void close() {
    retention.stop();
    executor.shutdownNow();
  }

  private Uni<Retention> retain() {
    return retention
        .run()
        .invoke(
            run -> {
              if (run.entriesErased() > 0) {
                LOG.infof(
                    "%d entries past their limit were erased, %d are held",
                    run.entriesErased(), run.entriesHeld());
              }
            })
        .replaceWith(retention);
  }

  private Uni<Integer> sweep() {
    return sweep
        .get()
        .invoke(
            count -> {
              if (count > 0) {
                LOG.infof("%d data keys destroyed: what lay under them is erased", count);
              }
            });
  }

  /// Begins a piece of work each time, and waits for none: what does not answer is begun again.
  private void every(Duration interval, String what, Supplier<? extends Uni<?>> work) {
    long nanos = interval.toNanos();
    var _ =
        executor.scheduleWithFixedDelay(
            () ->
                work.get()
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("%s failed: %s", what, failure)),
            nanos,
            nanos,
            TimeUnit.NANOSECONDS);
  }
}
