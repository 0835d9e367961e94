package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.ledger.Batch.Rendered;
import io.ledgerline.ledger.EntryStore.Known;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.Salts;
import io.ledgerline.ledger.EntryStore.Written;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [EntryStore] must do. A store proves itself by a subclass that says how to open it.
public abstract class EntryStoreContract {

  private static final AtomicLong TENANTS = new AtomicLong();

  private EntryStore store;
  private Genesis genesis;

  /// The store; may be the same for every test.
  protected abstract EntryStore open();

  @BeforeEach
  void openALogOfItsOwn() {
    store = open();
    genesis = genesisOf("tenant-" + TENANTS.incrementAndGet() + "-" + getClass().getSimpleName());
    Genesis opened = await(store.open(genesis));
    assertThat(opened).isEqualTo(genesis);
  }

  @Test
  void aNewLogIsEmpty() {
    // When
    Head head = await(store.head(log()));

    // Then
    assertThat(head).isEqualTo(Head.EMPTY);
    assertThat(await(store.rows(log(), 0, 10))).isEmpty();
  }

  @Test
  void aTenantHasOneLogForEver() {
    // Given
    Genesis other =
        new Genesis(
            new LogId(new UUID(new Random(7).nextLong(), TENANTS.get())),
            genesis.origin(),
            genesis.baseIri(),
            genesis.tenant(),
            genesis.key(),
            genesis.segmentSize());

    // When
    Genesis opened = await(store.open(other));

    // Then
    assertThat(opened).isEqualTo(genesis);
  }

  @Test
  void aCommittedBatchIsThereToTheByte() {
    // Given
    Batch batch = Batches.of(Head.EMPTY, "a", "b", "c");

    // When
    Written written = await(store.append(log(), batch));

    // Then
    assertThat(written).isEqualTo(new Written.Committed());
    assertThat(await(store.head(log()))).isEqualTo(batch.after());
    assertThat(await(store.rows(log(), 0, 10))).isEqualTo(Batches.rows(batch));
    assertThat(await(store.leafHashes(log(), 1, 10))).isEqualTo(batch.leafHashes().subList(1, 3));
    List<PayloadEntry> read =
        await(store.payloadRows(log(), 0, 10, 1 << 20)).stream().map(PayloadRow::entry).toList();
    assertThat(read.stream().map(PayloadEntry::payload))
        .isEqualTo(batch.entries().stream().map(l -> l.submission().payload()).toList());
  }

  @Test
  void aBatchOnAnotherHeadWritesNothing() {
    // Given
    Batch first = Batches.of(Head.EMPTY, "a");
    Batch second = Batches.of(Head.EMPTY, "b");
    await(store.append(log(), first));

    // When
    Written written = await(store.append(log(), second));

    // Then
    assertThat(written).isEqualTo(new Written.Moved());
    assertThat(await(store.head(log()))).isEqualTo(first.after());
    assertThat(await(store.isCommitted(log(), second))).isFalse();
    assertThat(await(store.known(log(), List.of(Batches.identity("b"))))).isEmpty();
  }

  @Test
  void aBatchWithAKnownIdentityWritesNothingAndSaysWhichEntryHasIt() {
    // Given
    Batch first = Batches.of(Head.EMPTY, "a", "b");
    await(store.append(log(), first));
    Batch second =
        Batches.seal(
            first.after(),
            List.of(
                Batches.rendered(Submissions.of("c", "c")),
                Batches.rendered(Submissions.of("a", "a", 9)),
                Batches.rendered(Submissions.of("b", "something else"))));

    // When
    Written written = await(store.append(log(), second));

    // Then
    assertThat(((Written.Repeats) written).known())
        .containsExactlyInAnyOrder(
            new Known(Submissions.of("a", "").identity().key(), 0, true),
            new Known(Submissions.of("b", "").identity().key(), 1, false));
    assertThat(await(store.head(log()))).isEqualTo(first.after());
    assertThat(await(store.rows(log(), 0, 10))).hasSize(2);
  }

  @Test
  void aBatchIsKnownByItsIdOnceItIsCommitted() {
    // Given
    Batch batch = Batches.of(Head.EMPTY, "a");
    boolean before = await(store.isCommitted(log(), batch));
    await(store.append(log(), batch));

    // When
    boolean after = await(store.isCommitted(log(), batch));

    // Then
    assertThat(before).isFalse();
    assertThat(after).isTrue();
  }

  @Test
  void identitiesAreKnownWithTheirContent() {
    // Given
    await(store.append(log(), Batches.of(Head.EMPTY, "a", "b")));

    // When
    List<Known> known =
        await(
            store.known(
                log(),
                List.of(
                    Batches.identity("b"),
                    Batches.identity("c"),
                    Submissions.of("a", "other").identity())));

    // Then
    assertThat(known)
        .containsExactlyInAnyOrder(
            new Known(Batches.identity("b").key(), 1, true),
            new Known(Batches.identity("a").key(), 0, false));
  }

  @Test
  void openingsCarryTheSaltsOfEveryUnit() {
    // Given
    Submission cut = Submissions.cut("cut");
    Batch batch =
        Batches.seal(
            Head.EMPTY, List.of(Batches.rendered(Submissions.of("a", "a")), Batches.rendered(cut)));
    await(store.append(log(), batch));

    // When
    List<Opening> openings = await(store.openings(log(), List.of(1L)));

    // Then
    assertThat(openings)
        .containsExactly(
            new Opening(
                1,
                batch.entries().get(1).leaf(),
                Optional.of(
                    new Salts(
                        cut.payload().eventSalt(),
                        cut.payload().units().stream()
                            .map(u -> new UnitSalt(u.pointer(), u.salt()))
                            .toList()))));
    assertThat(cut.payload().units()).hasSizeGreaterThan(1);
    assertThat(await(store.payloadRows(log(), 1, 1, 1)).getFirst().entry().payload())
        .isEqualTo(cut.payload());
  }

  @Test
  void anOpeningOfAnEntryThatIsNotThereIsCorruption() {
    // When
    Throwable failure = catchThrowable(() -> await(store.openings(log(), List.of(5L))));

    // Then
    assertThat(failure).isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void pagesAreBoundedInEntriesAndBytesAndNeverEmptyBeforeTheEnd() {
    // Given
    Batch batch =
        Batches.seal(
            Head.EMPTY,
            List.of(
                Batches.sized("a", 1000),
                Batches.sized("b", 1000),
                Batches.sized("c", 5000),
                Batches.sized("d", 10)));
    await(store.append(log(), batch));

    // When
    List<List<Long>> pages =
        List.of(
            indices(store.payloadRows(log(), 0, 2, 1 << 20)),
            indices(store.payloadRows(log(), 0, 10, 2000)),
            indices(store.payloadRows(log(), 2, 10, 2000)),
            indices(store.payloadRows(log(), 3, 10, 2000)),
            indices(store.payloadRows(log(), 4, 10, 2000)));

    // Then
    assertThat(pages)
        .containsExactly(List.of(0L, 1L), List.of(0L, 1L), List.of(2L), List.of(3L), List.of());
  }

  @Test
  void logsDoNotSeeEachOther() {
    // Given
    Genesis other = genesisOf("other-" + genesis.tenant());
    await(store.open(other));
    await(store.append(log(), Batches.of(Head.EMPTY, "a")));

    // When
    Written written = await(store.append(other.log(), Batches.of(Head.EMPTY, "a")));

    // Then
    assertThat(written).isEqualTo(new Written.Committed());
    assertThat(await(store.rows(other.log(), 0, 10))).hasSize(1);
  }

  @Test
  void aFullBatchOfLargePayloadsIsOneCommit() {
    // Given
    List<Rendered> rendered = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      rendered.add(Batches.sized("event " + i, 10_000));
    }
    Batch batch = Batches.seal(Head.EMPTY, rendered);

    // When
    Written written = await(store.append(log(), batch));

    // Then
    assertThat(written).isEqualTo(new Written.Committed());
    assertThat(await(store.head(log())).size()).isEqualTo(512);
  }

  private LogId log() {
    return genesis.log();
  }

  private static Genesis genesisOf(String tenant) {
    Genesis base = TestLedgers.genesis();
    UUID id = new UUID(tenant.hashCode(), TENANTS.incrementAndGet());
    return new Genesis(
        new LogId(id), base.origin(), base.baseIri(), tenant, base.key(), base.segmentSize());
  }

  private static List<Long> indices(Uni<List<PayloadRow>> page) {
    return await(page).stream().map(row -> row.row().index()).toList();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().indefinitely();
  }
}
