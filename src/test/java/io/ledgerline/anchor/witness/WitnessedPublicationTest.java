package io.ledgerline.anchor.witness;

import static io.ledgerline.anchor.witness.WitnessedLedgers.append;
import static io.ledgerline.anchor.witness.WitnessedLedgers.names;
import static io.ledgerline.anchor.witness.WitnessedLedgers.publish;
import static io.ledgerline.anchor.witness.WitnessedLedgers.publishIfAny;
import static io.ledgerline.anchor.witness.WitnessedLedgers.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What is published, and when: the conversation with two witnesses.
class WitnessedPublicationTest {

  private final WitnessedLedgers given = new WitnessedLedgers();

  @Test
  void publishesWithTheCosignaturesOfAllWhoAnswer() {
    // Given
    Ledger ledger = given.open(given.both());

    // When
    append(ledger, "a", "b");
    SignedNote published = publish(ledger);

    // Then
    assertThat(names(published)).containsExactly(TestLedgers.ORIGIN, "one.example", "two.example");
    assertThat(sizeOf(published)).isEqualTo(3);
    assertThat(given.both().judge(published).isQuorumMet()).isTrue();
    assertThat(ledger.published().proof(2).await().indefinitely().orElseThrow().checkpoint())
        .isEqualTo(published);
    assertThat(given.publication.statuses())
        .containsExactly(
            new WitnessStatus("one", 3, Optional.empty()),
            new WitnessStatus("two", 3, Optional.empty()));
  }

  @Test
  void sendsItsOwnSignatureAloneAndTheProofFromTheLastSize() {
    // Given
    Ledger ledger = given.open(given.both());
    append(ledger, "a");
    publish(ledger);
    append(ledger, "b", "c");

    // When
    publish(ledger);

    // Then
    assertThat(given.one.requests()).extracting(AddCheckpoint::oldSize).containsExactly(0L, 2L);
    assertThat(given.one.requests())
        .allMatch(r -> names(r.checkpoint()).equals(List.of(TestLedgers.ORIGIN)));
    assertThat(given.one.requests().getFirst().proof()).isEmpty();
    assertThat(given.one.requests().getLast().proof()).isNotEmpty();
  }

  @Test
  void whatItsQuorumDidNotCosignIsSignedAndNotPublished() {
    // Given
    Ledger ledger = given.open(given.both());
    append(ledger, "a");
    publish(ledger);
    append(ledger, "b");
    given.two.answerNext(503, "", "");

    // When
    SignedNote published = publish(ledger);

    // Then
    assertThat(sizeOf(published)).isEqualTo(2);
    assertThat(ledger.published().proof(2).await().indefinitely()).isEmpty();
    assertThat(given.publication.fault())
        .contains("the quorum of witnesses is not met; two: it has a fault (503)");
    assertThat(ledger.haltReason()).isEmpty();
  }

  @Test
  void aWitnessThatFailedIsAskedAgainAfterAWhileThatGrows() {
    // Given
    Ledger ledger = given.open(given.both());
    append(ledger, "a");
    given.two.failNext();
    given.two.failNext();

    // When
    publishIfAny(ledger);
    publishIfAny(ledger);
    int before = given.two.requests().size();
    given.now.set(given.now.get().plusSeconds(1));
    publishIfAny(ledger);
    given.now.set(given.now.get().plusSeconds(1));
    publishIfAny(ledger);
    int stillWaiting = given.two.requests().size();
    given.now.set(given.now.get().plusSeconds(1));
    SignedNote published = publish(ledger);

    // Then
    assertThat(List.of(before, stillWaiting)).containsExactly(1, 2);
    assertThat(sizeOf(published)).isEqualTo(2);
    assertThat(given.one.requests()).hasSize(1);
    assertThat(given.publication.fault()).isEmpty();
  }

  @Test
  void doesNotWaitForMoreThanTheQuorumAndAddsWhatComesLater() {
    // Given
    CompletableFuture<Exchange.Answer> late = new CompletableFuture<>();
    Ledger ledger = given.open(given.either());
    append(ledger, "a");
    given.two.answerNext(late);

    // When
    SignedNote published = publish(ledger);
    NoteSignature line = given.two.key().cosign(published.text(), 7);
    late.complete(new Exchange.Answer(200, "text/plain", Bytes.utf8(line.line())));

    // Then
    assertThat(names(published)).containsExactly(TestLedgers.ORIGIN, "one.example");
    SignedNote later = ledger.checkpoint().await().indefinitely().orElseThrow();
    assertThat(names(later)).containsExactly(TestLedgers.ORIGIN, "one.example", "two.example");
    assertThat(later.text()).isEqualTo(published.text());
  }

  @Test
  void aQuorumThatIsMetLateIsStillPublished() {
    // Given
    CompletableFuture<Exchange.Answer> late = new CompletableFuture<>();
    Ledger ledger =
        given.open(
            given.both(),
            new WitnessSettings(
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false));
    append(ledger, "a");
    given.two.answerNext(late);
    Optional<SignedNote> inTime = publishIfAny(ledger);
    append(ledger, "b");
    publishIfAny(ledger);

    // When
    String text = given.two.requests().getFirst().checkpoint().text();
    late.complete(new Exchange.Answer(200, "", Bytes.utf8(given.two.key().cosign(text, 7).line())));

    // Then
    assertThat(inTime).isEmpty();
    assertThat(sizeOf(ledger.checkpoint().await().indefinitely().orElseThrow())).isEqualTo(2);
  }

  @Test
  void publishesWithoutAQuorumOnlyWhereThatIsChosen() {
    // Given
    WitnessSettings defaults = WitnessSettings.DEFAULTS;
    Ledger ledger =
        given.open(
            given.both(),
            new WitnessSettings(
                defaults.roundMax(),
                defaults.retryMin(),
                defaults.retryMax(),
                defaults.faultRetry(),
                true));
    append(ledger, "a");
    given.two.failNext();

    // When
    SignedNote published = publish(ledger);

    // Then
    assertThat(names(published)).containsExactly(TestLedgers.ORIGIN, "one.example");
  }

  @Test
  void aPolicyWithoutAQuorumWaitsForNobody() {
    // Given
    CompletableFuture<Exchange.Answer> late = new CompletableFuture<>();
    Ledger ledger = given.open(given.policy("quorum none"));
    append(ledger, "a");
    given.two.answerNext(late);

    // When
    SignedNote published = publish(ledger);

    // Then
    assertThat(sizeOf(published)).isEqualTo(2);
  }

  @Test
  void remembersWhatWasPublishedAndWhatEachWitnessKnows() {
    // Given
    Ledger before = given.open(given.both());
    append(before, "a");
    SignedNote published = publish(before);
    append(before, "b");
    given.two.failNext();
    publish(before);
    before.close();

    // When
    Ledger after = given.open(given.both());

    // Then
    assertThat(after.checkpoint().await().indefinitely()).contains(published);
    SignedNote next = publish(after);
    assertThat(sizeOf(next)).isEqualTo(3);
    assertThat(given.two.requests()).extracting(AddCheckpoint::oldSize).containsExactly(0L, 2L, 2L);
  }

  @Test
  void asksAgainFromTheSizeThatTheWitnessNames() {
    // Given
    Ledger first = given.open(given.both());
    append(first, "a", "b");
    publish(first);
    append(first, "c");
    Ledger other = given.openWith(given.entries, new InMemoryCosignatureStore());

    // When
    SignedNote published = publish(other);

    // Then
    assertThat(sizeOf(published)).isEqualTo(4);
    assertThat(given.one.requests()).extracting(AddCheckpoint::oldSize).containsExactly(0L, 0L, 3L);
  }
}
