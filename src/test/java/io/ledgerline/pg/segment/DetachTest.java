package io.ledgerline.pg.segment;

import static io.ledgerline.pg.segment.Detachments.ARCHIVE;
import static io.ledgerline.pg.segment.Detachments.announce;
import static io.ledgerline.pg.segment.Detachments.detach;
import static io.ledgerline.pg.segment.Detachments.id;
import static io.ledgerline.pg.segment.Detachments.sealed;
import static io.ledgerline.pg.segment.Detachments.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.embedded.Schema;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.Finding;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.vault.PgErasureStore;
import io.ledgerline.segment.DetachmentRows;
import io.ledgerline.vault.ErasureTargets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The owner takes sealed segments out of PostgreSQL; the log's segments have 256 entries.
class DetachTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

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
            catchThrowable(
                () ->
                    new PgErasureStore(POSTGRES.pool())
                        .kept(id(log), List.of(300L, 5L))
                        .await()
                        .indefinitely()),
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
  void whatNobodyAnnouncedIsRefusedInTheWordsOfTheDatabase() {
    // Given
    sealed(116, 600);
    String archive = "0".repeat(64);

    // When
    Throwable refusal = catchThrowable(() -> Schema.of(POSTGRES.ownerAddress()).detach(0, archive));

    // Then
    assertThat(refusal)
        .isInstanceOf(Schema.RefusedException.class)
        .hasMessageStartingWith("segment 0 is not detached: ");
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
  void aChangedCheckpointWithinADetachedSegmentIsAFindingAmongOthers() throws SQLException {
    // Given
    SegmentedLog log = sealed(114, 400);
    detach(log, 0);
    superuser(
        "ALTER TABLE ledger.checkpoint DISABLE TRIGGER ALL",
        "UPDATE ledger.checkpoint SET root = sha256(root) WHERE size = 200 AND log_id = '%s'"
            .formatted(id(log)),
        "ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER refuse_statement");

    // When
    Verification changed = verified(log);

    // Then
    assertThat(changed).isInstanceOf(Verification.Unsound.class);
    assertThat(((Verification.Unsound) changed).findings())
        .extracting(Finding::what)
        .containsExactly(
            "the row of the checkpoint of 200 entries says another tree than it signs");
  }

  @Test
  void theCheckSeesARowOfAnArchiveThatNoEntryAnnounces() throws SQLException {
    // Given
    SegmentedLog log = sealed(115, 600);
    announce(log, 0);
    Verification sound = verified(log);
    superuser(
        "ALTER TABLE ledger.detachment DISABLE TRIGGER ALL",
        "UPDATE ledger.detachment SET archive = sha256('nothing') WHERE log_id = '%s'"
            .formatted(id(log)),
        "ALTER TABLE ledger.detachment ENABLE TRIGGER ALL",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER detachment_recorded",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_statement");

    // When
    Verification changed = verified(log);
    superuser(
        "ALTER TABLE ledger.detachment DISABLE TRIGGER ALL",
        "DELETE FROM ledger.detachment WHERE log_id = '%s'".formatted(id(log)),
        "ALTER TABLE ledger.detachment ENABLE TRIGGER ALL",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER detachment_recorded",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_statement");
    Verification missing = verified(log);

    // Then
    assertThat(sound).isInstanceOf(Verification.Sound.class);
    assertThat(((Verification.Unsound) changed).findings())
        .extracting(Finding::what)
        .containsExactly("the row of the archive of segment 0 is not what the entry says");
    assertThat(((Verification.Unsound) missing).findings())
        .extracting(Finding::what)
        .containsExactly("no row beside it repeats: the archive of segment 0, entries 0 to 255");
  }

  private static List<Optional<InclusionFile>> proofs(Ledger ledger, SignedNote note) {
    return Stream.of(0L, 1L, 100L, 255L, 256L, 300L, 511L, 512L, 1_000L)
        .map(index -> ledger.published().proof(index, note).await().indefinitely())
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
        .with(new DetachmentRows(log.segments()))
        .withThreads(2)
        .run(size -> {})
        .await()
        .indefinitely();
  }
}
