package io.ledgerline.wiring.vault;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.pg.PgQuarantine;
import io.ledgerline.vault.keys.KeySweep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks for keys to destroy, and for refused events to drop, again and again.
@ApplicationScoped
class SweepSchedule {

  private static final Logger LOG = Logger.getLogger(SweepSchedule.class);

  private final Ledger ledger;
  private final KeySweep sweep;
  private final PgQuarantine quarantine;
  private final DataKeysConfig config;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-sweep").factory());

  SweepSchedule(Ledger ledger, KeySweep sweep, PgQuarantine quarantine, DataKeysConfig config) {
    this.ledger = ledger;
    this.sweep = sweep;
    this.quarantine = quarantine;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    Duration interval = config.sweepInterval();
    executor.scheduleWithFixedDelay(
        this::run, interval.toNanos() / 2, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdown();
  }

  private void run() {
    if (ledger.haltReason().isPresent()) {
      return; // A log that is not what it was says nothing about what may be destroyed.
    }
    quarantine
        .trim()
        .chain(sweep::run)
        .subscribe()
        .with(
            count -> {
              if (count > 0) {
                LOG.infof("%d data keys destroyed: all that lay under them was erased", count);
              }
            },
            failure -> LOG.warn("data keys were not swept, and will be next time", failure));
  }
}
