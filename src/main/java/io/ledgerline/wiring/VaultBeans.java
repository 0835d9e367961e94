package io.ledgerline.wiring;

import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.VaultSchedule;
import io.ledgerline.pg.vault.PgErasureStore;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.pg.vault.PgKeyRows;
import io.ledgerline.pg.vault.PgRetentionStore;
import io.ledgerline.vault.SubjectKey;
import io.ledgerline.vault.erasure.ErasureStore;
import io.ledgerline.vault.erasure.Erasures;
import io.ledgerline.vault.hold.HoldStore;
import io.ledgerline.vault.hold.Holds;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.KeySweep;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.retention.Retention;
import io.ledgerline.vault.retention.RetentionSettings;
import io.ledgerline.wiring.config.RetentionConfig;
import io.ledgerline.wiring.database.Replica;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What can be erased, what holds it, and what it is encrypted under.
final class VaultBeans {

  VaultBeans() {}

  @Produces
  @Singleton
  HoldStore holdStore(Pool pool) {
    return new PgHoldStore(pool);
  }

  @Produces
  @Singleton
  ErasureStore erasureStore(Pool pool) {
    return new PgErasureStore(pool);
  }

  @Produces
  @Singleton
  Holds holds(Ledger ledger, HoldStore store, Intake intake, SubjectKey key) {
    return new Holds(ledger.genesis().log(), store, intake::record, key);
  }

  @Produces
  @Singleton
  Erasures erasures(
      Ledger ledger,
      ErasureStore store,
      HoldStore holds,
      Intake intake,
      SubjectKey key,
      InstantSource clock,
      SecureRandom random) {
    return new Erasures(ledger.genesis().log(), store, holds, intake::record, key, clock, random);
  }

  @Produces
  @Singleton
  Retention retention(
      Ledger ledger,
      ErasureStore entries,
      HoldStore holds,
      Erasures erasures,
      LedgerlineConfig config,
      Pool pool,
      InstantSource clock,
      Replica replica) {
    RetentionConfig limits = config.retention();
    SortedMap<String, Duration> limitByClass = new TreeMap<>();
    limitByClass.put(RetentionSettings.LOG, limits.logLimit());
    limitByClass.put(RetentionSettings.DOCUMENTATION, limits.documentationLimit());
    return new Retention(
        new Retention.Setup(
            ledger,
            new PgRetentionStore(pool),
            entries,
            holds,
            erasures,
            new RetentionSettings(
                limitByClass,
                limits.scheduled() ? Optional.of(limits.interval()) : Optional.empty(),
                limits.refusedLimit(),
                limits.pageEntries(),
                limits.leaseDuration()),
            clock,
            replica.holder()));
  }

  @Produces
  @Singleton
  PayloadCipher cipher(DataKeys keys) {
    return new PayloadCipher(keys);
  }

  @Produces
  @Singleton
  KeySweep sweep(Ledger ledger, DataKeys keys, Pool pool) {
    return new KeySweep(
        ledger.genesis().log(), keys, new PgKeyRows(pool), Infrastructure.getDefaultExecutor());
  }

  @Produces
  @Singleton
  VaultSchedule schedule(
      Ledger ledger,
      Erasures erasures,
      Retention retention,
      KeySweep sweep,
      LedgerlineConfig config) {
    RetentionConfig limits = config.retention();
    return new VaultSchedule(
        erasures,
        retention,
        // A log that is not what it was says nothing about what may be destroyed.
        () -> ledger.haltReason().isPresent() ? Uni.createFrom().item(0) : sweep.run(),
        new VaultSchedule.Intervals(
            config.vault().retryInterval(),
            limits.scheduled() ? limits.interval() : Duration.ZERO,
            config.dataKeys().sweepInterval()));
  }
}
