package io.ledgerline.pg.vault;

import static io.ledgerline.pg.vault.Vault.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.vault.erasure.ErasureOutcome;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore.Held;
import io.ledgerline.vault.hold.Holds;
import io.ledgerline.vault.hold.Holds.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a legal hold refuses.
class HoldsTest {

  private final Vault vault = Vault.open();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void aHoldOnEntriesRefusesTheirErasureUntilItIsLifted() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    Hold hold = placed(range("h1", index, index + 100));

    // When
    ErasureOutcome held = vault.erase("k1", Map.of(index, List.of(1)));
    await(vault.holds().lift(hold.id(), "counsel-1"));
    ErasureOutcome lifted = vault.erase("k1", Map.of(index, List.of(1)));

    // Then
    assertThat(((ErasureOutcome.Refused) held).holds()).containsExactly(new Held(index, hold));
    assertThat(lifted).isInstanceOf(ErasureOutcome.Accepted.class);
    assertThat(await(vault.ledger().payload(index)).orElseThrow().content())
        .isInstanceOf(PayloadEntry.Remains.class);
  }

  @Test
  void aHoldOnADataSubjectOrACaseRefusesWhatNamesItAlsoWhatComesLater() {
    // Given
    placed(subject("h1", "c-1"));
    long index = vault.record("load", "Ada", "c-1");
    long other = vault.record("load", "Ada", "c-2");

    // When
    ErasureOutcome held = vault.eraseSubject("k1", "Ada", false);
    ErasureOutcome bySubject = vault.eraseSubject("k2", "c-1", false);
    ErasureOutcome free = vault.erase("k3", Map.of(other, List.of(1)));

    // Then
    assertThat(((ErasureOutcome.Refused) held).holds())
        .extracting(Held::index)
        .containsExactly(index);
    assertThat(((ErasureOutcome.Refused) bySubject).holds())
        .extracting(Held::index)
        .containsExactly(-1L, index);
    assertThat(free).isInstanceOf(ErasureOutcome.Accepted.class);
  }

  @Test
  void theDatabaseRefusesWhatIsHeldWhoeverAsks() {
    // Given
    long index = vault.record("load", "Ada", "c-1");
    placed(range("h1", index, index));

    // When
    CorruptEntryException refusal =
        catchThrowableOfType(
            CorruptEntryException.class,
            () ->
                await(
                    vault
                        .erasures()
                        .erase(UnitSet.of(index, List.of(1)), "retention", "schedule")));

    // Then
    assertThat(refusal).hasMessageContaining("entry " + index + " is held");
    assertThat(await(vault.ledger().payload(index)).orElseThrow().content())
        .isInstanceOf(PayloadEntry.Whole.class);
    assertThat(vault.ledger().haltReason()).isEmpty();
  }

  @Test
  void theSameKeyIsTheSameHold() {
    // Given
    Hold first = placed(range("h1", 3, 9));

    // When
    Outcome again = await(vault.holds().place(range("h1", 3, 9)));
    Outcome other = await(vault.holds().place(range("h1", 3, 10)));

    // Then
    assertThat(again).isEqualTo(new Outcome.Placed(first, false));
    assertThat(other).isEqualTo(new Outcome.KeyReused());
    assertThat(await(vault.holds().all())).containsExactly(first);
  }

  @Test
  void toLiftAHoldTwiceIsToLiftItOnce() {
    // Given
    Hold hold = placed(range("h1", 3, 9));
    Outcome first = await(vault.holds().lift(hold.id(), "counsel-1"));

    // When
    Outcome second = await(vault.holds().lift(hold.id(), "counsel-2"));

    // Then
    assertThat(first).isInstanceOf(Outcome.Lifted.class);
    assertThat(second).isEqualTo(first);
  }

  private Hold placed(Holds.Wish wish) {
    Hold hold = ((Outcome.Placed) await(vault.holds().place(wish))).hold();
    assertThat(hold.placedBy()).isPresent();
    return hold;
  }

  private static Holds.Wish range(String key, long first, long last) {
    return new Holds.Wish(
        key, "matter-1", Optional.of(new Range(first, last)), Optional.empty(), "counsel-1");
  }

  private static Holds.Wish subject(String key, String value) {
    return new Holds.Wish(key, "matter-2", Optional.empty(), Optional.of(value), "counsel-1");
  }
}
