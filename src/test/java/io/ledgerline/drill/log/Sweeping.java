package io.ledgerline.drill.log;

import io.ledgerline.event.system.Sweep;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.RowsBeside;
import io.ledgerline.ledger.check.Scope;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.segment.PgSegmentStore;
import io.ledgerline.pg.vault.PgErasedRows;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.rotation.RotationRows;
import io.ledgerline.segment.DetachmentRows;
import io.ledgerline.segment.SegmentRows;
import io.ledgerline.sweep.SweepSettings;
import io.ledgerline.sweep.Sweeps;
import io.ledgerline.vault.ErasureTargets;
import io.ledgerline.vault.hold.HoldRows;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/// The verification of a log, and the sweeps that use it, as the service has them.
public final class Sweeping {

  private static final Duration DAY = Duration.ofDays(1);

  private final Ledger ledger;
  private final EntryStore entries;
  private final LedgerVerification verification;

  private Sweeping(Ledger ledger, EntryStore entries, LedgerVerification verification) {
    this.ledger = ledger;
    this.entries = entries;
    this.verification = verification;
  }

  /// Of a log in PostgreSQL.
  public static Sweeping of(DrilledLog log, Ledger ledger) {
    TestPostgres postgres = TestPostgres.get();
    RowsBeside rows =
        new RotationRows(log.rotations())
            .and(new SegmentRows(new PgSegmentStore(postgres.pool())))
            .and(new DetachmentRows(new PgSegmentStore(postgres.pool())))
            .and(new HoldRows(new PgHoldStore(postgres.pool())))
            .and(new PgErasedRows(postgres.pool()));
    return new Sweeping(
        ledger,
        log.entries(),
        verification(ledger, log.entries(), log.checkpoints()).with(log.tiles()).with(rows));
  }

  /// Of a log in memory.
  public static Sweeping of(Ledger ledger, EntryStore entries, CheckpointStore checkpoints) {
    return new Sweeping(ledger, entries, verification(ledger, entries, checkpoints));
  }

  private static LedgerVerification verification(
      Ledger ledger, EntryStore entries, CheckpointStore checkpoints) {
    return new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 100)
        .withRoots(ledger.published()::knownSubtree)
        .withKeys(ledger.keys()::history);
  }

  /// Sweeps, and has it recorded.
  public void record() {
    sweeps(TestLedgers.NOW, sweep -> ledger.append(Recipe.submission(ledger.genesis(), sweep)))
        .runIfDue()
        .await()
        .indefinitely();
  }

  /// What a sweep a day later finds, which is not recorded.
  public Optional<String> aDayLater() {
    Sweeps sweeps =
        sweeps(
            TestLedgers.NOW.plus(DAY),
            sweep -> Uni.createFrom().item(new Appended.Overloaded(DAY)));
    sweeps.runIfDue().await().indefinitely();
    return words(sweeps.state().findings());
  }

  /// What a check of everything finds.
  public Optional<String> everything() {
    Verification found =
        verification
            .run(Scope.EVERYTHING, size -> count -> {})
            .map(LedgerVerification.Report::verification)
            .await()
            .indefinitely();
    return found instanceof Verification.Unsound unsound
        ? words(unsound.findings())
        : Optional.empty();
  }

  private Sweeps sweeps(Instant now, Function<Sweep, Uni<Appended>> recorder) {
    return new Sweeps(
        new Sweeps.Setup(
            ledger,
            entries,
            verification,
            recorder::apply,
            (log, duty, duration) -> Uni.createFrom().item(true),
            new SweepSettings(DAY, Duration.ZERO, Duration.ofDays(30), 0, Duration.ofMinutes(1)),
            () -> now,
            new Random(1)));
  }

  private static Optional<String> words(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                (finding.index().isPresent() ? "entry " + finding.index().getAsLong() + ": " : "")
                    + finding.what())
        .findFirst();
  }
}
