package io.ledgerline.pg.vault;

import static io.ledgerline.pg.vault.Vault.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.vault.erasure.ErasureOutcome;
import io.ledgerline.vault.erasure.ErasureRequest;
import io.ledgerline.vault.erasure.ErasureRequest.State;
import io.ledgerline.vault.erasure.Erasures;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an order to erase does to a ledger in PostgreSQL.
class ErasuresTest {

  private final Vault vault = Vault.open();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void aUnitGoesAndTheEntryThatTookItSaysWhoAndWhy() {
    // Given
    long index = vault.record("load", "Ada", "c-1");

    // When
    ErasureRequest request = done(vault.erase("k1", Map.of(index, List.of(1))));

    // Then
    PayloadEntry entry = entry(index);
    assertThat(entry.readable().orElseThrow().utf8())
        .contains("\"ownership\":null")
        .doesNotContain("Ada");
    assertThat(((PayloadEntry.Remains) entry.content()).erasedBy())
        .isEqualTo(request.entries().getFirst());
    Erasure erasure =
        Erasure.parse(
            CanonicalJson.parse(
                entry(request.entries().getFirst()).payload().accepted(), JsonLimits.OWN_RECORDS));
    assertThat(erasure)
        .isEqualTo(
            new Erasure(
                new TreeMap<>(Map.of(index, new TreeSet<>(List.of(1)))), "gdpr-17-1-b", "dpo-3"));
    assertThat(vault.verify()).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void whoSendsAnErasedEventAgainIsToldItsIndexAndNothingComesBack() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    vault.erase("k1", Map.of(index, List.of(1)));

    // When
    Outcome outcome = vault.send(Vault.event("load", "Ada", "c-1"));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Erased(index, entry(index).entry().leaf()));
    assertThat(entry(index).content()).isInstanceOf(PayloadEntry.Remains.class);
    assertThat(vault.ledger().haltReason()).isEmpty();
  }

  @Test
  void everythingOfAnEntryCanGo() {
    // Given
    long index = vault.record("load", "Ada", "c-1");

    // When
    done(vault.erase("k1", Map.of(index, List.of())));

    // Then
    assertThat(entry(index).readable()).isEmpty();
    assertThat(vault.verify()).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void everythingThatIsWrongIsListedAndNothingErased() {
    // Given
    long index = vault.record("load", "Ada", "c-1");

    // When
    ErasureOutcome outcome =
        vault.erase(
            "k1", Map.of(index, List.of(0), 0L, List.of(), 77L, List.of(1), index + 1, List.of()));
    ErasureOutcome unit = vault.erase("k2", Map.of(index, List.of(1, 2, 9)));

    // Then
    assertThat(messages(outcome))
        .containsExactly(
            "entry 0 is the system's own: it is never erased",
            "unit 0 holds what identifies nodes: it goes with all units of entry "
                + index
                + " or not at all",
            "there is no entry " + (index + 1),
            "there is no entry 77");
    assertThat(messages(unit))
        .containsExactly("entry " + index + " has no unit 2", "entry " + index + " has no unit 9");
    assertThat(entry(index).content()).isInstanceOf(PayloadEntry.Whole.class);
  }

  @Test
  void theSameKeyIsTheSameErasure() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    ErasureRequest first = done(vault.erase("k1", Map.of(index, List.of(1))));

    // When
    ErasureOutcome again = vault.erase("k1", Map.of(index, List.of(1)));
    ErasureOutcome other = vault.erase("k1", Map.of(index, List.of()));

    // Then
    assertThat(again).isEqualTo(new ErasureOutcome.Accepted(first, false));
    assertThat(other).isEqualTo(new ErasureOutcome.KeyReused());
  }

  @Test
  void whatWasErasedBeforeIsNotErasedAgain() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    ErasureRequest first = done(vault.erase("k1", Map.of(index, List.of(1))));

    // When
    ErasureRequest second = done(vault.erase("k2", Map.of(index, List.of(1))));
    ErasureRequest third = done(vault.erase("k3", Map.of(index, List.of())));

    // Then
    assertThat(second.entries()).isEmpty();
    assertThat(third.targets().byIndex()).containsEntry(index, new TreeSet<>(List.of(0)));
    assertThat(((PayloadEntry.Remains) entry(index).content()).parts().get(1))
        .extracting(part -> ((PayloadEntry.Erased) part).by())
        .isEqualTo(first.entries().getFirst());
  }

  @Test
  void aDataSubjectIsFoundByTheIndexAndOnlyItsUnitsGo() {
    // Given
    long ada = vault.record("load", "Ada", "c-1");
    long bob = vault.record("load", "Bob", "c-1");
    long adaAgain = vault.record("clean", "Ada", "c-2");

    // When
    ErasureRequest request = done(vault.eraseSubject("k1", "Ada", false));

    // Then
    assertThat(request.targets().byIndex().keySet()).containsExactly(ada, adaAgain);
    assertThat(entry(ada).readable().orElseThrow().utf8()).contains("c-1").doesNotContain("Ada");
    assertThat(entry(bob).content()).isInstanceOf(PayloadEntry.Whole.class);
    assertThat(done(vault.eraseSubject("k2", "Ada", false)).entries()).isEmpty();
  }

  @Test
  void aDataSubjectThatStandsInUnitZeroTakesTheWholeEntry() {
    // Given
    long index = vault.record("load", "Ada", "c-1");

    // When
    done(vault.eraseSubject("k1", "c-1", false));

    // Then
    assertThat(entry(index).readable()).isEmpty();
  }

  @Test
  void refusedEventsOfADataSubjectGoWithTheRest() {
    // Given
    vault.send(Vault.event("load", "Ada", "c-1").replace("\"runId\"", "\"ruinId\""));
    vault.send(Vault.event("load", "Bob", "c-1").replace("\"runId\"", "\"ruinId\""));

    // When
    done(vault.eraseSubject("k1", "Ada", false));

    // Then
    assertThat(await(vault.quarantine().newest(10)))
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.body().utf8()).contains("Bob"));
  }

  @Test
  void moreEntriesThanOneRecordNamesBecomeSeveralErasureEntries() {
    // Given
    Map<Long, List<Integer>> wanted = new LinkedHashMap<>();
    for (int i = 0; i < Erasure.ENTRIES_MAX + 5; i++) {
      wanted.put(vault.record("job " + i, "Ada", "c-1"), List.of(1));
    }

    // When
    ErasureRequest request = done(vault.erase("k1", wanted));

    // Then
    assertThat(request.entries()).hasSize(2);
    assertThat(request.targets().size()).isEqualTo(wanted.size());
    assertThat(vault.verify()).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void whatCouldNotBeDoneIsCarriedOnUntilItIs() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    AtomicInteger calls = new AtomicInteger();
    Erasures erasures =
        vault.erasures(
            (record, beside) ->
                calls.incrementAndGet() == 1
                    ? Uni.createFrom().item(new Appended.Overloaded(Duration.ofSeconds(1)))
                    : vault.recorder().record(record, beside));
    ErasureOutcome accepted = await(erasures.erase(Vault.order("k1", Map.of(index, List.of(1)))));

    // When
    long open = await(erasures.resume());

    // Then
    ErasureRequest request = ((ErasureOutcome.Accepted) accepted).request();
    assertThat(request.state()).isEqualTo(State.OPEN);
    assertThat(open).isZero();
    assertThat(await(erasures.request(request.id())).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(entry(index).content()).isInstanceOf(PayloadEntry.Remains.class);
  }

  @Test
  void whatWasDoneBeforeItCouldBeNotedIsNotDoneTwice() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    AtomicInteger calls = new AtomicInteger();
    Erasures erasures =
        vault.erasures(
            (record, beside) ->
                vault
                    .recorder()
                    .record(record, beside)
                    .map(
                        appended ->
                            calls.incrementAndGet() == 1
                                ? new Appended.Overloaded(Duration.ofSeconds(1))
                                : appended));
    await(erasures.erase(Vault.order("k1", Map.of(index, List.of(1)))));
    long size = vault.ledger().size();

    // When
    ErasureRequest request =
        done(await(erasures.erase(Vault.order("k1", Map.of(index, List.of(1))))));

    // Then
    assertThat(request.entries()).containsExactly(size - 1);
    assertThat(vault.ledger().size()).isEqualTo(size);
  }

  private static List<String> messages(ErasureOutcome outcome) {
    return ((ErasureOutcome.Invalid) outcome)
        .violations().stream().map(violation -> violation.message()).toList();
  }

  private static ErasureRequest done(ErasureOutcome outcome) {
    ErasureRequest request = ((ErasureOutcome.Accepted) outcome).request();
    assertThat(request.state()).isEqualTo(State.DONE);
    return request;
  }

  private PayloadEntry entry(long index) {
    return await(vault.ledger().payload(index)).orElseThrow();
  }
}
