package io.ledgerline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.Known;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [EntryStore] must do with an erasure. A store proves itself by a subclass that says
/// how to open it.
public abstract class ErasureContract {

  private static final AtomicLong TENANTS = new AtomicLong();

  private EntryStore store;
  private Genesis genesis;

  /// The store; may be the same for every test.
  protected abstract EntryStore open();

  @BeforeEach
  void openALogOfItsOwn() {
    store = open();
    Genesis base = TestLedgers.genesis();
    String tenant = "erasure-" + TENANTS.incrementAndGet() + "-" + getClass().getSimpleName();
    genesis =
        new Genesis(
            new LogId(new UUID(tenant.hashCode(), TENANTS.get())),
            base.origin(),
            base.baseIri(),
            tenant,
            base.key(),
            base.segmentSize());
    await(store.open(genesis));
  }

  @Test
  void anErasureTakesItsUnitsAndTheEventSaltWithItsEntry() {
    // Given
    Submission cut = Submissions.cut("cut");
    Batch first = Batches.of(Head.EMPTY, List.of(cut, Submissions.cut("other")));
    await(store.append(log(), first));
    Submission erasure = Submissions.erasing("erasure", UnitSet.of(0, List.of(1)));

    // When
    Written written = await(store.append(log(), Batches.of(first.after(), List.of(erasure))));

    // Then
    assertThat(written).isEqualTo(new Written.Committed());
    List<PayloadEntry> read =
        await(store.payloadRows(log(), 0, 2, 1 << 20)).stream().map(PayloadRow::entry).toList();
    assertThat(read.get(0).content())
        .isEqualTo(
            new PayloadEntry.Remains(
                "application/json",
                List.of(
                    new PayloadEntry.Left(cut.payload().units().get(0)),
                    new PayloadEntry.Erased("/owner", cut.payload().units().get(1).digest(), 2))));
    assertThat(read.get(0).readable().orElseThrow().utf8())
        .isEqualTo("{\"run\":\"cut\",\"owner\":null}");
    assertThat(read.get(1).content()).isInstanceOf(PayloadEntry.Whole.class);
    assertThat(await(store.payloadRows(log(), 0, 1, 1)).getFirst().eventSalt()).isNull();
    assertThat(await(store.openings(log(), List.of(0L))))
        .containsExactly(new Opening(0, first.entries().getFirst().leaf(), Optional.empty()));
  }

  @Test
  void anErasedEventIsStillKnown() {
    // Given
    Batch first = Batches.of(Head.EMPTY, "a");
    await(store.append(log(), first));
    Submission erasure = Submissions.erasing("erasure", UnitSet.of(0, List.of(0)));
    Batch second = Batches.of(first.after(), List.of(erasure));
    await(store.append(log(), second));

    // When
    Written written = await(store.append(log(), Batches.of(second.after(), "a")));

    // Then
    assertThat(written)
        .isEqualTo(new Written.Repeats(List.of(new Known(Batches.identity("a").key(), 0, true))));
    assertThat(await(store.payloadRows(log(), 0, 1, 1)).getFirst().entry().readable()).isEmpty();
  }

  private LogId log() {
    return genesis.log();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().indefinitely();
  }
}
