package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Receipt;
import io.ledgerline.ledger.Appended.Contradicted;
import io.ledgerline.ledger.Appended.Repeated;
import io.ledgerline.ledger.Appended.Sequenced;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A ledger over the in-memory store, seen from outside.
class LedgerTest {

  @Test
  void startsWithItsGenesisEntry() {
    // When
    Ledger ledger = TestLedgers.open();

    // Then
    PayloadEntry first = ledger.read(0, 10).await().indefinitely().getFirst();
    assertThat(ledger.size()).isEqualTo(1);
    assertThat(first.entry().leaf().type()).isEqualTo(Genesis.TYPE);
    assertThat(Genesis.parse(first.payload().accepted())).isEqualTo(ledger.genesis());
  }

  @Test
  void givesAReceiptThatOpensTheCommitment() {
    // Given
    Ledger ledger = TestLedgers.open();
    Submission submission = Submissions.of("a", "one");

    // When
    Appended appended = ledger.append(submission).await().indefinitely();

    // Then
    Receipt receipt = ((Sequenced) appended).receipt();
    assertThat(receipt.index()).isEqualTo(1);
    assertThat(receipt.opens(submission.payload().accepted())).isTrue();
  }

  @Test
  void answersARepetitionWithTheSameReceipt() {
    // Given
    Ledger ledger = TestLedgers.open();
    Appended first = ledger.append(Submissions.of("a", "one")).await().indefinitely();

    // When
    Appended second = ledger.append(Submissions.of("a", "one", 99)).await().indefinitely();

    // Then
    assertThat(((Repeated) second).receipt()).isEqualTo(((Sequenced) first).receipt());
    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void answersAContradictionWithTheIndexOfTheFirst() {
    // Given
    Ledger ledger = TestLedgers.open();
    ledger.append(Submissions.of("a", "one")).await().indefinitely();

    // When
    Appended second = ledger.append(Submissions.of("a", "two")).await().indefinitely();

    // Then
    assertThat(second).isEqualTo(new Contradicted(1));
  }

  @Test
  void provesNothingBeforeACheckpointCoversIt() {
    // Given
    Ledger ledger = TestLedgers.open();
    ledger.publish().await().indefinitely();
    ledger.append(Submissions.of("a", "one")).await().indefinitely();

    // When
    Optional<InclusionFile> proof = ledger.published().proof(1).await().indefinitely();

    // Then
    assertThat(proof).isEmpty();
  }

  @Test
  void provesEveryEntryOfATreeOfManyBlocks() {
    // Given
    Ledger ledger = TestLedgers.open();
    List<Submission> submissions = Submissions.many(700);
    submissions.forEach(s -> ledger.append(s).await().indefinitely());
    ledger.publish().await().indefinitely();

    // When
    List<StoredEntry> proved =
        ledger.entries(0, 1000).await().indefinitely().stream()
            .filter(entry -> isProved(ledger, entry))
            .toList();

    // Then
    assertThat(proved).hasSize(701);
  }

  @Test
  void provesAnEntryAgainstACheckpointThatIsNoLongerTheNewest() {
    // Given
    Ledger ledger = TestLedgers.open();
    Submissions.many(300).forEach(s -> ledger.append(s).await().indefinitely());
    SignedNote older = ledger.publish().await().indefinitely().orElseThrow();
    ledger.append(Submissions.of("later", "one")).await().indefinitely();
    ledger.publish().await().indefinitely();

    // When
    Optional<InclusionFile> covered = ledger.published().proof(42, older).await().indefinitely();
    Optional<InclusionFile> later = ledger.published().proof(301, older).await().indefinitely();

    // Then
    Checkpoint checkpoint = Checkpoint.open(older, List.of(ledger.genesis().key()));
    Digest leaf = ledger.entry(42).await().indefinitely().orElseThrow().leaf().hash();
    assertThat(covered.orElseThrow().checkpoint()).isEqualTo(older);
    assertThat(covered.get().proof(checkpoint).proves(leaf, checkpoint.root())).isTrue();
    assertThat(later).isEmpty();
  }

  private static boolean isProved(Ledger ledger, StoredEntry entry) {
    InclusionFile file =
        ledger.published().proof(entry.index()).await().indefinitely().orElseThrow();
    Checkpoint checkpoint = Checkpoint.open(file.checkpoint(), List.of(ledger.genesis().key()));
    return file.proof(checkpoint).proves(entry.leaf().hash(), checkpoint.root());
  }
}
