package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Detaching;
import io.ledgerline.vault.ErasureTargets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The owner takes sealed segments out of PostgreSQL; the log's segments have 256 entries.
class DetachTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final Digest ARCHIVE =
      new Hasher().bytes(ByteBuffer.wrap("manifest".getBytes(StandardCharsets.UTF_8))).finish();

  @Test
  void everyProofIsTheSameAfterItsSegmentsAreDetached() throws SQLException {
    // Given
    SegmentedLog log = sealed(101, 1_100);
    SignedNote note = log.ledger().checkpoint().await().indefinitely().orElseThrow();
    List<Optional<InclusionFile>> before = proofs(log.ledger(), note);

    // When
    detach(log, 0);
    detach(log, 1);

    // Then
    assertThat(proofs(log.ledger(), note)).isEqualTo(before);
    Ledger anew = again(log, 101);
    assertThat(proofs(anew, note)).isEqualTo(before);
    anew.append(Submissions.cut("afterwards")).await().indefinitely();
    Checkpoint newest =
        Checkpoint.parse(anew.publish().await().indefinitely().orElseThrow().text());
    for (SignedNote each : POSTGRES.checkpoints().page(id(log), 1, 100).await().indefinitely()) {
      Checkpoint older = Checkpoint.parse(each.text());
      assertThat(
              anew.published()
                  .consistency(older.size(), newest.size())
                  .await()
                  .indefinitely()
                  .orElseThrow()
                  .proves(older.root(), newest.root()))
          .isTrue();
    }
  }

  @Test
  void whoAsksForADetachedEntryIsToldWhichArchiveHasIt() throws SQLException {
    // Given
    SegmentedLog log = sealed(102, 600);

    // When
    long left = detach(log, 0);

    // Then
    assertThat(left).isEqualTo(256);
    Stream.of(
            catchThrowable(() -> log.ledger().entry(5).await().indefinitely()),
            catchThrowable(() -> log.ledger().payload(255).await().indefinitely()),
            catchThrowable(() -> log.ledger().read(0, 10).await().indefinitely()),
            catchThrowable(() -> Archives.ofPg(log).entries(0, 256).await().indefinitely()))
        .forEach(
            refusal -> {
              assertThat(refusal).isInstanceOf(DetachedException.class);
              DetachedRange range = ((DetachedException) refusal).range();
              assertThat(List.of(range.first(), range.last())).containsExactly(0L, 255L);
              assertThat(range.archive()).isEqualTo(ARCHIVE);
              assertThat(range.root())
                  .isEqualTo(log.ledger().published().knownSubtree(8, 0).await().indefinitely());
            });
    assertThat(log.ledger().entry(256).await().indefinitely()).isPresent();
    assertThat(log.ledger().entry(10_000).await().indefinitely()).isEmpty();
    TilePath bundle = new TilePath.Entries(0, 256);
    assertThat(log.ledger().published().tile(bundle).await().indefinitely()).isPresent();
  }

  @Test
  void anEventOfADetachedSegmentIsKnownStill() throws SQLException {
    // Given
    SegmentedLog log = sealed(103, 600);
    detach(log, 0);

    // When
    Appended repeated = log.ledger().append(Submissions.cut("event 7")).await().indefinitely();
    Appended here = log.ledger().append(Submissions.cut("event 300")).await().indefinitely();
    Appended news = log.ledger().append(Submissions.cut("news")).await().indefinitely();

    // Then
    assertThat(repeated).isEqualTo(new Appended.Detached(7));
    assertThat(here).isInstanceOf(Appended.Repeated.class);
    assertThat(news).isInstanceOf(Appended.Sequenced.class);
  }

  @Test
  void theCheckComparesWhatIsLeftAndFindsAChangedHash() throws SQLException {
    // Given
    SegmentedLog log = sealed(104, 1_100);
    detach(log, 0);
    detach(log, 1);
    Verification sound = verified(log);
    superuser(
        "ALTER TABLE ledger.detached_tile DISABLE TRIGGER ALL",
        "UPDATE ledger.detached_tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
            + " WHERE tile = 1 AND log_id = '%s'".formatted(id(log)),
        "ALTER TABLE ledger.detached_tile ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.detached_tile ENABLE ALWAYS TRIGGER refuse_statement");

    // When
    Verification changed = verified(log);

    // Then
    assertThat(sound)
        .isInstanceOfSatisfying(
            Verification.Sound.class, it -> assertThat(it.entries()).isBetween(500L, 700L));
    assertThat(changed).isInstanceOf(Verification.Unsound.class);
    assertThat(((Verification.Unsound) changed).findings().toString())
        .contains("segment 1, which is detached, do not give the root of its seal")
        .contains("the chain over segment 1");
  }

  @Test
  void theRoleOfTheServiceMayNotDetach() throws SQLException {
    // Given
    SegmentedLog log = sealed(105, 300);
    announce(log, 0);
    try (Connection app = POSTGRES.asApp()) {

      // When
      Throwable refusal = catchThrowable(() -> detach(app, id(log), 0));

      // Then
      assertThat(refusal).hasMessageContaining("permission denied for function detach_segment");
    }
  }

  @Test
  void theOwnerIsRefusedWhileSomethingIsMissing() throws SQLException {
    // Given
    SegmentedLog log = sealed(106, 600);
    String hold =
        "INSERT INTO ledger.hold (log_id, hold_id, matter, first_index, last_index)"
            + " VALUES ('%s', gen_random_uuid(), 'case-1', 250, 300)";

    // When
    Throwable unannounced = catchThrowable(() -> owner(log, 0));
    Throwable unsealed = catchThrowable(() -> owner(log, 2));
    long recordedBy = announce(log, 0);
    Throwable uncovered = catchThrowable(() -> owner(log, 0));
    log.ledger().publish().await().indefinitely();
    superuser(hold.formatted(id(log)));
    Throwable held = catchThrowable(() -> owner(log, 0));
    Detaching.Outcome second =
        detaching(log).announce(1, ARCHIVE, "officer").await().indefinitely();
    Detaching.Outcome first = detaching(log).announce(0, ARCHIVE, "officer").await().indefinitely();

    // Then
    assertThat(unannounced).hasMessageContaining("no entry announces that segment 0 is kept");
    assertThat(unsealed).hasMessageContaining("segment 2 is not sealed");
    assertThat(uncovered).hasMessageContaining("no checkpoint covers entry " + recordedBy);
    assertThat(held).hasMessageContaining("is in force on segment 0");
    assertThat(second).isEqualTo(new Detaching.Outcome.NotOldest(0));
    assertThat(first).isInstanceOf(Detaching.Outcome.Held.class);
    assertThat(log.ledger().entry(5).await().indefinitely()).isPresent();
  }

  @Test
  void theFenceLetsTheOwnerDropNothingButWhatIsDetached() throws SQLException {
    // Given
    SegmentedLog log = sealed(107, 600);
    announce(log, 0);
    log.ledger().publish().await().indefinitely();
    String suffix = id(log).toString().replace("-", "") + "_";
    try (Connection superuser = POSTGRES.asSuperuser();
        Statement administrator = superuser.createStatement();
        Connection connection = POSTGRES.asOwner();
        Statement owner = connection.createStatement()) {
      administrator.execute(Scripts.hardening());

      // When
      Throwable dropped =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "0"));
      long left = detach(connection, id(log), 0);
      Throwable next =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "1"));

      // Then
      administrator.execute(Scripts.unhardened());
      assertThat(dropped).hasMessageContaining("is refused");
      assertThat(left).isEqualTo(256);
      assertThat(next).hasMessageContaining("is refused");
    }
  }

  private static SegmentedLog sealed(long number, int size) {
    SegmentedLog log = SegmentedLog.open(number, number);
    log.fill(size / 2);
    log.fill(size);
    log.sealing().run().await().indefinitely();
    return log;
  }

  private static Detaching detaching(SegmentedLog log) {
    return new Detaching(log.ledger(), POSTGRES.entries(), log.segments(), log.intake()::record);
  }

  private static long announce(SegmentedLog log, long number) {
    Detaching.Outcome outcome =
        detaching(log).announce(number, ARCHIVE, "officer").await().indefinitely();
    assertThat(outcome).isInstanceOf(Detaching.Outcome.Announced.class);
    return ((Detaching.Outcome.Announced) outcome).recordedBy();
  }

  private static long detach(SegmentedLog log, long number) throws SQLException {
    announce(log, number);
    log.ledger().publish().await().indefinitely();
    return owner(log, number);
  }

  private static long owner(SegmentedLog log, long number) throws SQLException {
    try (Connection connection = POSTGRES.asOwner()) {
      return detach(connection, id(log), number);
    }
  }

  private static long detach(Connection connection, LogId log, long number) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT ledger.detach_segment('%s', %d, '\\x%s')"
                    .formatted(log, number, ARCHIVE.toHex()))) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Optional<InclusionFile>> proofs(Ledger ledger, SignedNote note) {
    return Stream.of(0L, 1L, 100L, 255L, 256L, 300L, 511L, 512L, 1_000L)
        .map(index -> ledger.proof(index, note).await().indefinitely())
        .toList();
  }

  /// The log opened by a replica that has no tiles.
  private static Ledger again(SegmentedLog log, long seed) {
    return Ledger.open(
            log.ledger().genesis(),
            TestLedgers.setup(POSTGRES.entries(), POSTGRES.checkpoints(), seed + 1))
        .await()
        .indefinitely();
  }

  private static Verification verified(SegmentedLog log) {
    return new LedgerVerification(
            log.ledger().genesis(),
            POSTGRES.entries(),
            POSTGRES.checkpoints(),
            ErasureTargets::of,
            20)
        .withThreads(2)
        .run(size -> {})
        .await()
        .indefinitely();
  }

  private static void superuser(String... statements) throws SQLException {
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static LogId id(SegmentedLog log) {
    return log.ledger().genesis().log();
  }
}
