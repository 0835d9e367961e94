package io.ledgerline.pg.segment;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.pg.PgQuarantine;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Sealing;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/// A log of its own in PostgreSQL whose segments have 256 entries.
///
/// @param ledger the log
/// @param segments which of its segments are sealed
/// @param intake the door by which the system records
record SegmentedLog(Ledger ledger, PgSegmentStore segments, Intake intake) {

  static final int SEGMENT_SIZE = 256;

  static SegmentedLog open(long number, long seed) {
    TestPostgres postgres = TestPostgres.get();
    Ledger ledger =
        Ledger.open(
                genesis(number),
                TestLedgers.setup(postgres.entries(), postgres.checkpoints(), seed))
            .await()
            .indefinitely();
    return new SegmentedLog(
        ledger,
        new PgSegmentStore(postgres.pool()),
        new Intake(
            ledger,
            new PgQuarantine(
                postgres.sessions(),
                postgres.pool(),
                ledger.genesis().log(),
                postgres.cipher(),
                1L << 28,
                new Random(seed)),
            IntakeSettings.DEFAULTS,
            InstantSource.fixed(TestLedgers.NOW),
            new Random(seed)));
  }

  static Genesis genesis(long number) {
    Genesis base = TestLedgers.genesis();
    return new Genesis(
        new LogId(new UUID(0x5e61L, number)),
        base.origin(),
        base.baseIri(),
        "segments-" + number,
        base.key(),
        SEGMENT_SIZE);
  }

  Sealing sealing() {
    return new Sealing(ledger, segments, intake::record, () -> Uni.createFrom().item(true));
  }

  /// Appends events until the log has this size, and publishes.
  void fill(int size) {
    List<Submission> events =
        IntStream.range((int) ledger.size(), size)
            .mapToObj(i -> Submissions.cut("event " + i))
            .toList();
    Uni.join()
        .all(events.stream().map(ledger::append).toList())
        .andFailFast()
        .await()
        .indefinitely();
    ledger.publish().await().indefinitely();
  }
}
