package io.ledgerline.anchor.witness;

import static io.ledgerline.anchor.witness.WitnessedLedgers.append;
import static io.ledgerline.anchor.witness.WitnessedLedgers.publish;
import static io.ledgerline.anchor.witness.WitnessedLedgers.publishIfAny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.anchor.watch.TestLog;
import io.ledgerline.anchor.watch.WatchAnswer;
import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a witness can say that is no cosignature: alarms, refusals, nonsense.
class WitnessAlarmsTest {

  private final WitnessedLedgers given = new WitnessedLedgers();

  @Test
  void stopsWhereAWitnessKnowsMoreThanTheDatabaseHas() {
    // Given
    Ledger first = given.open(given.both());
    append(first, "a", "b", "c");
    publish(first);
    InMemoryEntryStore restored = new InMemoryEntryStore();
    Ledger older = given.openWith(restored, new InMemoryCosignatureStore());
    append(older, "a");

    // When
    Throwable failure = catchThrowable(() -> publish(older));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("ROLLBACK: the witness one cosigned 4 entries of this log, the database has 2");
    assertThat(older.haltReason()).isPresent();
    assertThatThrownBy(() -> append(older, "b")).isInstanceOf(Ledger.HaltedException.class);
  }

  @Test
  void stopsWhereAWitnessCosignedAnotherHistory() {
    // Given
    Ledger first = given.open(given.both());
    append(first, "a", "b");
    publish(first);
    InMemoryEntryStore restored = new InMemoryEntryStore();
    Ledger forked = given.openWith(restored, new InMemoryCosignatureStore());
    append(forked, "x", "y", "z");

    // When
    Throwable failure = catchThrowable(() -> publish(forked));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessageStartingWith("FORK: the witness ")
        .hasMessageContaining("refuses the checkpoint of 4 entries");
  }

  @Test
  void stopsWhereAWitnessOfTheOlderProtocolCosignedAnotherTreeOfTheSameSize() {
    // Given
    Ledger ledger = given.open(given.policy("quorum one"));
    append(ledger, "a");
    given.one.answerNext(409, "text/x.tlog.size", "2\n");
    given.one.answerNext(409, "text/x.tlog.size", "2\n");

    // When
    Throwable failure = catchThrowable(() -> publish(ledger));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("FORK: the witness one cosigned another log of 2 entries than ours");
  }

  @Test
  void anAlarmThatComesLateStopsTheLedgerAtTheNextCheckpoint() {
    // Given
    CompletableFuture<Exchange.Answer> late = new CompletableFuture<>();
    Ledger ledger = given.open(given.either());
    append(ledger, "a");
    given.two.answerNext(late);
    publish(ledger);
    given.two.answerNext(200, "", signed(9).render());

    // When
    late.complete(new Exchange.Answer(422, "", Bytes.utf8("")));

    // Then
    assertThatThrownBy(() -> publish(ledger))
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessageStartingWith("FORK: the witness two");
  }

  /// What the log's key signed over made-up entries.
  private static SignedNote signed(long size) {
    return TestLedgers.key()
        .sign(new Checkpoint(TestLedgers.ORIGIN, size, Digest.ofLeaf(Digest.EMPTY_ROOT)).text());
  }

  @Test
  void whatAnOperatorHasToSeeToIsToldAndTriedSlowly() {
    // Given
    Ledger ledger = given.open(given.either());
    append(ledger, "a");
    given.two.answerNext(404, "", "");

    // When
    publish(ledger);
    given.now.set(given.now.get().plusSeconds(59));
    publish(ledger);
    int early = given.two.requests().size();
    List<WitnessStatus> told = given.publication.statuses();
    given.now.set(given.now.get().plusSeconds(1));
    publish(ledger);

    // Then
    assertThat(told.getLast().fault())
        .contains("it does not know this log, or is at another address (404)");
    assertThat(List.of(early, given.two.requests().size())).containsExactly(1, 2);
    assertThat(given.publication.statuses().getLast().fault()).isEmpty();
  }

  @Test
  void believesNoLineThatIsNotOfTheKeyInThePolicy() {
    // Given
    Ledger ledger = given.open(given.policy("quorum one"));
    append(ledger, "a");
    TestWitness impostor = new TestWitness("one", 99, TestLedgers.key().verifierKey());
    TestLog other = new TestLog(TestLedgers.ORIGIN, 1);
    WatchAnswer.Cosigned moved =
        (WatchAnswer.Cosigned)
            new TestWitness("one", 21, other.key().verifierKey()).see(other.request(0, 2));
    given.one.answerNext(200, "", impostor.key().cosign("x\n", 1).line() + moved.line().line());

    // When
    Optional<SignedNote> published = publishIfAny(ledger);

    // Then
    assertThat(published).isEmpty();
    assertThat(given.publication.statuses().getFirst().fault())
        .contains("it answers without a cosignature of the key in the policy");
  }

  @Test
  void readsAnswersStrictly() {
    for (String body :
        List.of("", "2", "02\n", "+2\n", "\u0662\n", "2\n\n", "9223372036854775808\n")) {
      // When
      WitnessReply reply =
          WitnessReply.read(new Exchange.Answer(409, "text/x.tlog.size", Bytes.utf8(body)));

      // Then
      assertThat(reply).as(body).isInstanceOf(WitnessReply.Refused.class);
    }
    assertThat(
            WitnessReply.read(
                new Exchange.Answer(409, "Text/X.tlog.size; charset=utf-8", Bytes.utf8("2\n"))))
        .isEqualTo(new WitnessReply.OtherSize(2));
    assertThat(WitnessReply.read(new Exchange.Answer(409, "text/plain", Bytes.utf8("2\n"))))
        .isInstanceOf(WitnessReply.Refused.class);
    assertThat(
            WitnessReply.read(new Exchange.Answer(200, "", Bytes.utf8("\u2014 w AAAAAAAAAAB=\n"))))
        .isInstanceOf(WitnessReply.Refused.class);
    assertThat(
            WitnessReply.read(
                new Exchange.Answer(200, "", Bytes.owned(new byte[] {(byte) 0xff, '\n'}))))
        .isInstanceOf(WitnessReply.Refused.class);
    assertThat(WitnessReply.read(new Exchange.Answer(302, "", Bytes.utf8(""))))
        .isInstanceOf(WitnessReply.Refused.class);
    assertThat(WitnessReply.read(new Exchange.Answer(429, "", Bytes.utf8(""))))
        .isInstanceOf(WitnessReply.Unavailable.class);
  }

  @Test
  void aWitnessThatShowsWhatItKnowsIsAnAnchorFromTheStart() {
    // Given
    Ledger first = given.open(given.both());
    append(first, "a", "b");
    publish(first);
    InMemoryEntryStore restored = new InMemoryEntryStore();
    RollbackGuard guard =
        new RollbackGuard(
            new WitnessAnchors(
                TestLedgers.ORIGIN,
                () -> List.of(TestLedgers.key().verifierKey()),
                given.both(),
                given.exchange()),
            given.now::get,
            Duration.ofSeconds(1));

    // When
    Ledger older =
        given.open(
            restored,
            new InMemoryCosignatureStore(),
            guard,
            given.both(),
            WitnessSettings.DEFAULTS);

    // Then
    assertThat(older.haltReason())
        .contains(
            "the database has 0 entries, the anchor witness one covers 3: it is an older state");
  }

  @Test
  void aWitnessThatShowsNothingOfUseIsNoAnchor() {
    // Given
    WitnessAnchors anchors =
        new WitnessAnchors(
            TestLedgers.ORIGIN,
            () -> List.of(TestLedgers.key().verifierKey()),
            given.both(),
            given.exchange());
    given.one.answerNext(200, "", new TestLog(TestLedgers.ORIGIN, 1).checkpoint(5).render());
    given.two.failNext();

    // Then
    assertThat(anchors.recall().await().indefinitely())
        .isEqualTo(new io.ledgerline.ledger.guard.Anchors.Recalled.Known(List.of()));
  }

  @Test
  void refusesAnAddressThatIsNone() {
    // Given
    Policy policy =
        Policy.parse(
            ("witness w " + given.one.key().cosignerKey().text() + " ftp://w.example/\nquorum w\n")
                .getBytes(StandardCharsets.UTF_8));

    // Then
    assertThatThrownBy(() -> given.open(policy)).isInstanceOf(IllegalArgumentException.class);
  }
}
