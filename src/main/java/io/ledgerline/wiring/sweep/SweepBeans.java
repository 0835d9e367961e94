package io.ledgerline.wiring.sweep;

import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.RowsBeside;
import io.ledgerline.ledger.tile.TileFiles;
import io.ledgerline.ops.SweepSchedule;
import io.ledgerline.pg.segment.PgSegmentStore;
import io.ledgerline.pg.vault.PgErasedRows;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.rotation.RotationRows;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.segment.DetachmentRows;
import io.ledgerline.segment.SegmentRows;
import io.ledgerline.sweep.SweepSettings;
import io.ledgerline.sweep.Sweeps;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.hold.HoldRows;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.SweepConfig;
import io.ledgerline.wiring.database.Replica;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// The sweeps.
final class SweepBeans {

  private static final int FINDINGS_MAX = 100;
  private static final Duration FIRST_AFTER = Duration.ofMinutes(10);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  SweepBeans() {}

  @Produces
  @Singleton
  LedgerVerification verification(
      Ledger ledger,
      EntryStore entries,
      CheckpointStore checkpoints,
      TileFiles tiles,
      RotationStore rotations,
      Pool pool,
      LedgerlineConfig config) {
    RowsBeside rows =
        new RotationRows(rotations)
            .and(new SegmentRows(new PgSegmentStore(pool)))
            .and(new DetachmentRows(new PgSegmentStore(pool)))
            .and(new HoldRows(new PgHoldStore(pool)))
            .and(new PgErasedRows(pool));
    return new LedgerVerification(
            ledger.genesis(), entries, checkpoints, ErasureTargets::of, FINDINGS_MAX)
        .with(tiles)
        .with(rows)
        .withRoots(ledger.published()::knownSubtree)
        .withKeys(ledger.keys()::history)
        .withThreads(config.sweep().threads());
  }

  @Produces
  @Singleton
  Sweeps sweeps(
      Ledger ledger,
      EntryStore entries,
      LedgerVerification verification,
      Intake intake,
      LedgerlineConfig config,
      Replica replica,
      InstantSource clock,
      SecureRandom random) {
    SweepConfig settings = config.sweep();
    return new Sweeps(
        new Sweeps.Setup(
            ledger,
            entries,
            verification,
            sweep -> intake.record(sweep, Submission.Beside.NOTHING),
            replica::hold,
            new SweepSettings(
                settings.interval(),
                settings.interval().compareTo(FIRST_AFTER) < 0 ? settings.interval() : FIRST_AFTER,
                settings.fullInterval(),
                settings.ranges(),
                settings.leaseDuration()),
            clock,
            random));
  }

  @Produces
  @Singleton
  SweepSchedule schedule(Sweeps sweeps, LedgerlineConfig config) {
    return new SweepSchedule(
        sweeps, config.sweep().scheduled(), FIRST_LOOK, config.sweep().interval());
  }
}
