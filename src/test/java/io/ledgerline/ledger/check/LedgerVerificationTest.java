package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SigningKey;
import io.ledgerline.vault.ErasureTargets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a verification sees of everything that somebody may do to a store.
class LedgerVerificationTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger = TestLedgers.open(entries, checkpoints);

  @BeforeEach
  void appendAndPublish() {
    for (int i = 1; i < 12; i++) {
      var submission = i == 7 ? Submissions.cut("event 7") : Submissions.of("event " + i, "a");
      ledger.append(submission).await().indefinitely();
      if (i % 4 == 0) {
        ledger.publish().await().indefinitely();
      }
    }
  }

  @Test
  void anUntouchedLogIsSound() {
    // Given
    List<Long> progress = new ArrayList<>();

    // When
    Verification verification = verify(1_000, progress::add);

    // Then
    Digest root = entries.head(log()).await().indefinitely().root();
    assertThat(verification).isEqualTo(new Verification.Sound(12, 2, root));
    assertThat(progress).containsExactly(12L);
  }

  @Test
  void seesAnotherLeaf() {
    // Given
    tamper(5, row -> new PayloadRow(Tampering.retyped(row), row.eventSalt(), row.units()));

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(
            finding(5, "the leaf hash is not that of the leaf"),
            finding(5, "the chain hash does not follow from the entry before"),
            finding("the checkpoint of 9 entries has another root than they have"),
            finding("the head has another root than the entries"));
  }

  @Test
  void seesALeafThatIsRewrittenWithItsHashes() {
    // Given
    tamper(
        5,
        row -> {
          EntryRow changed = Tampering.retyped(row);
          Digest leafHash = Digest.ofLeaf(changed.leaf().view());
          return new PayloadRow(
              new EntryRow(
                  5,
                  changed.receivedAt(),
                  changed.leaf(),
                  leafHash,
                  ChainHash.next(chainHash(4), 5, leafHash)),
              row.eventSalt(),
              row.units());
        });

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(
            finding(6, "the chain hash does not follow from the entry before"),
            finding("the checkpoint of 9 entries has another root than they have"),
            finding("the head has another root than the entries"));
  }

  @Test
  void seesAnotherPayload() {
    // Given
    tamper(
        7,
        row ->
            new PayloadRow(
                row.row(),
                row.eventSalt(),
                List.of(
                    row.units().get(0),
                    Tampering.withValue(row.units().get(1), "{\"name\":\"Eve\"}"))));

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings).containsExactly(finding(7, "unit 1 is not what its digest says"));
  }

  @Test
  void seesAPayloadThatIsRewrittenWithItsDigest() {
    // Given
    tamper(
        3,
        row -> {
          UnitRow changed = Tampering.withValue(row.units().get(0), "{}");
          Digest digest = new DataUnit("", changed.salt(), changed.value()).digest();
          return new PayloadRow(
              row.row(),
              row.eventSalt(),
              List.of(new UnitRow(0, "", digest, changed.salt(), changed.value(), null)));
        });

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(finding(3, "the units' digests do not give the payload root"));
  }

  @Test
  void seesAnotherEventSalt() {
    // Given
    tamper(3, Tampering::resalted);

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(finding(3, "the accepted bytes are not what the event digest says"));
  }

  @Test
  void seesUnitsThatAreGone() {
    // Given
    tamper(7, row -> new PayloadRow(row.row(), row.eventSalt(), row.units().subList(0, 1)));
    tamper(
        8, row -> new PayloadRow(row.row(), null, List.of(Tampering.erased(row.units().get(0)))));

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(
            finding(7, "the leaf has 2 units, 1 are stored"), finding(8, "unit 0 is gone"));
  }

  @Test
  void seesAnotherTimeOfReceipt() {
    // Given
    tamper(
        2,
        row -> {
          EntryRow old = row.row();
          Instant later = old.receivedAt().plusSeconds(1);
          return new PayloadRow(
              new EntryRow(2, later, old.leaf(), old.leafHash(), old.chainHash()),
              row.eventSalt(),
              row.units());
        });

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(finding(2, "the stored time of receipt is not that of the leaf"));
  }

  @Test
  void seesAHeadThatIsAheadAndOneThatIsAnother() {
    // Given
    Head head = entries.head(log()).await().indefinitely();
    Frontier longer = head.frontier().append(List.of(Digest.EMPTY_ROOT));
    entries.tamper(log(), new Head(longer, head.chainHash(), head.receivedAt(), 99));

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(finding("the head says 13 entries, the last one is missing"));
  }

  @Test
  void seesCheckpointsThatAreNotTheLogs() {
    // Given
    Digest root = Digest.EMPTY_ROOT;
    SigningKey other = SigningKey.ofSeed(TestLedgers.ORIGIN, new byte[SigningKey.SEED_BYTES]);
    keep(2, Digest.ofNode(root, root), TestLedgers.key());
    keep(3, Digest.ofNode(root, root), other);
    keep(99, Digest.ofNode(root, root), TestLedgers.key());

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(
            finding("the checkpoint of 2 entries has another root than they have"),
            finding("the checkpoint of 3 entries: no trusted key signed it"),
            finding("a checkpoint of 99 entries was published, there are 12"));
  }

  @Test
  void countsWhatItDoesNotList() {
    // Given
    for (int i = 1; i < 6; i++) {
      tamper(i, Tampering::resalted);
    }

    // When
    Verification.Unsound unsound = (Verification.Unsound) verify(2, size -> {});

    // Then
    assertThat(unsound.findings()).hasSize(2);
    assertThat(unsound.findingsCount()).isEqualTo(5);
  }

  private LogId log() {
    return ledger.genesis().log();
  }

  private Verification verify(int findingsMax, LongConsumer onProgress) {
    return new LedgerVerification(
            ledger.genesis(), entries, checkpoints, ErasureTargets::of, findingsMax)
        .run(onProgress)
        .await()
        .indefinitely();
  }

  private List<Finding> findings() {
    return ((Verification.Unsound) verify(1_000, size -> {})).findings();
  }

  private void keep(long size, Digest root, SigningKey key) {
    Checkpoint checkpoint = new Checkpoint(TestLedgers.ORIGIN, size, root);
    checkpoints.keep(log(), checkpoint, key.sign(checkpoint.text())).await().indefinitely();
  }

  private void tamper(long index, UnaryOperator<PayloadRow> change) {
    entries.tamper(
        log(),
        change.apply(entries.payloadRows(log(), index, 1, 1).await().indefinitely().getFirst()));
  }

  private Digest chainHash(long index) {
    return entries.rows(log(), index, 1).await().indefinitely().getFirst().chainHash();
  }

  private static Finding finding(long index, String what) {
    return new Finding(OptionalLong.of(index), what);
  }

  private static Finding finding(String what) {
    return new Finding(OptionalLong.empty(), what);
  }
}
