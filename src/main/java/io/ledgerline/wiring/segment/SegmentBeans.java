package io.ledgerline.wiring.segment;

import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ops.SegmentSchedule;
import io.ledgerline.pg.IdentityKey;
import io.ledgerline.pg.PgEntryStore;
import io.ledgerline.pg.Sessions;
import io.ledgerline.pg.segment.PgEntryOrigins;
import io.ledgerline.pg.segment.PgSegmentStore;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.segment.Detaching;
import io.ledgerline.segment.Sealing;
import io.ledgerline.segment.SegmentStore;
import io.ledgerline.segment.archive.LogExport;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.wiring.config.SegmentConfig;
import io.ledgerline.wiring.database.Replica;
import io.ledgerline.wiring.keys.LogSeeds;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// What seals segments, and what exports and imports the log.
final class SegmentBeans {

  private static final String DUTY = "segments";

  SegmentBeans() {}

  @Produces
  @Singleton
  SegmentStore segments(Pool pool) {
    return new PgSegmentStore(pool);
  }

  @Produces
  @Singleton
  Sealing sealing(
      Ledger ledger, SegmentStore store, Intake intake, Replica replica, SegmentConfig config) {
    LogId log = ledger.genesis().log();
    return new Sealing(
        ledger, store, intake::record, () -> replica.hold(log, DUTY, config.leaseDuration()));
  }

  @Produces
  @Singleton
  Detaching detaching(Ledger ledger, EntryStore entries, SegmentStore store, Intake intake) {
    return new Detaching(ledger, entries, store, intake::record);
  }

  @Produces
  @Singleton
  LogExport export(
      Ledger ledger,
      EntryStore entries,
      CheckpointStore checkpoints,
      SegmentStore segments,
      Pool pool,
      SegmentConfig config) {
    return new LogExport(
        ledger,
        new LogExport.Stores(
            entries, new PgEntryOrigins(pool), checkpoints, segments, new PgHoldStore(pool)),
        config.exportPageBytesMax());
  }

  /// Has imported what it was started for, when it is there.
  @Produces
  @Singleton
  Importing importing(
      Pool pool,
      Sessions sessions,
      CheckpointStore checkpoints,
      RotationStore rotations,
      LogSeeds seeds,
      IdentityKey identityKey,
      PayloadCipher cipher,
      SecureRandom random) {
    Importing importing =
        new Importing(
            new PgEntryStore(pool, sessions, IdentityKey.none(), cipher),
            checkpoints,
            rotations,
            new PgHoldStore(pool),
            new PgSegmentStore(pool),
            identityKey,
            random);
    importing.run(origin -> seeds.key(origin).verifierKey());
    return importing;
  }

  @Produces
  @Singleton
  SegmentSchedule schedule(Sealing sealing, SegmentConfig config) {
    return new SegmentSchedule(sealing, config.sealInterval());
  }
}
