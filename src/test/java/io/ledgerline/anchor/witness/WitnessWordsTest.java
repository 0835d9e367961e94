package io.ledgerline.anchor.witness;

import static io.ledgerline.anchor.witness.WitnessedLedgers.append;
import static io.ledgerline.anchor.witness.WitnessedLedgers.names;
import static io.ledgerline.anchor.witness.WitnessedLedgers.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.note.SignedNote;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a witness says of a log and does not show.
class WitnessWordsTest {

  private final WitnessedLedgers given = new WitnessedLedgers();

  @Test
  void theWordOfOneWitnessThatShowsNothingIsToldAndDoesNotStopALogThatDoesWithoutIt() {
    // Given
    Ledger ledger = given.open(given.either());
    append(ledger, "a");
    given.two.answerNext(409, "text/x.tlog.size", "1000\n");
    given.two.answerNext(404, "", "");

    // When
    SignedNote published = publish(ledger);
    List<WitnessStatus> told = given.publication.statuses();
    append(ledger, "b");

    // Then
    assertThat(names(published)).containsExactly(TestLedgers.ORIGIN, "one.example");
    assertThat(ledger.haltReason()).isEmpty();
    assertThat(told.getLast().fault())
        .contains(
            "ROLLBACK: the witness two cosigned 1000 entries of this log, the database has 2; it"
                + " has no checkpoint of this log to show for that");
    given.now.set(given.now.get().plusSeconds(60));
    assertThat(names(publish(ledger)))
        .containsExactly(TestLedgers.ORIGIN, "one.example", "two.example");
    assertThat(given.publication.statuses().getLast().fault()).isEmpty();
  }

  @Test
  void aWitnessThatShowsWhatTheLogContinuesHasShownNothing() {
    // Given
    Ledger ledger = given.open(given.either());
    append(ledger, "a");
    publish(ledger);
    append(ledger, "b");
    given.two.answerNext(422, "", "");

    // When
    publish(ledger);

    // Then: it shows the checkpoint of two entries, which is the log's own
    assertThat(ledger.haltReason()).isEmpty();
    assertThat(given.publication.statuses().getLast().fault().orElseThrow())
        .startsWith("FORK: the witness two refuses the checkpoint of 3 entries");
  }

  @Test
  void theWordOfAWitnessStopsALogThatCannotPublishWithoutIt() {
    // Given
    Ledger ledger = given.open(given.both());
    append(ledger, "a");
    given.two.answerNext(422, "", "");
    given.two.answerNext(404, "", "");

    // When
    Throwable failure = catchThrowable(() -> publish(ledger));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessageStartingWith("FORK: the witness two refuses the checkpoint of 2 entries");
  }
}
