package io.ledgerline.ops;

import io.ledgerline.segment.Sealing;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Seals segments by itself, as they become complete.
public final class SegmentSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SegmentSchedule.class);

  private final Sealing sealing;
  private final Duration interval;
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("segments-", 1).factory());

  /// A schedule that has not begun.
  ///
  /// @param interval between two looks for complete segments
  public SegmentSchedule(Sealing sealing, Duration interval) {
    this.sealing = sealing;
    this.interval = interval;
  }

  /// Begins. To be called once.
  public void start() {
    long nanos = interval.toNanos();
    var _ = executor.scheduleWithFixedDelay(this::seal, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Ends after the segment of the moment.
  @Override
  public void close() {
    executor.shutdownNow();
  }

  /// A look that takes longer than the interval is not begun once more beside itself.
  private void seal() {
    if (!isLooking.compareAndSet(false, true)) {
      return;
    }
    sealing
        .run()
        .onTermination()
        .invoke(() -> isLooking.set(false))
        .subscribe()
        .with(
            done -> {
              if (done > 0) {
                LOG.infof("%d segments were sealed", done);
              }
            },
            failure -> LOG.warnf("sealing segments failed: %s", failure));
  }
}
