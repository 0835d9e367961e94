package io.ledgerline.ledger.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.FaultyEntryStore;
import io.ledgerline.ledger.FaultyEntryStore.Call;
import io.ledgerline.ledger.FaultyEntryStore.Fault;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.guard.Anchors.Anchor;
import io.ledgerline.ledger.guard.Anchors.Recalled;
import io.ledgerline.ledger.publication.AtOnce;
import io.ledgerline.note.Checkpoint;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A ledger with anchors, over stores that were restored, rewritten or begun anew behind it.
class GuardedLedgerTest {

  private final AtomicReference<List<Anchor>> anchors = new AtomicReference<>(List.of());

  @Test
  void anOlderCopyOfTheDatabaseIsReadAndNotWritten() {
    // Given
    InMemoryEntryStore older = storeOf("a", "b");
    anchor(TestLedgers.open(storeOf("a", "b", "c"), new InMemoryCheckpointStore()));

    // When
    Ledger ledger = open(older, new InMemoryCheckpointStore());

    // Then
    assertThat(ledger.haltReason())
        .contains("the database has 3 entries, the anchor here covers 4: it is an older state");
    assertThat(catchThrowable(() -> append(ledger, "d")))
        .isInstanceOf(Ledger.HaltedException.class);
    assertThat(catchThrowable(() -> ledger.publish().await().indefinitely()))
        .isInstanceOf(Ledger.HaltedException.class);
    assertThat(ledger.entries(0, 9).await().indefinitely()).hasSize(3);
    assertThat(sizeOf(older)).isEqualTo(3);
  }

  @Test
  void aRewrittenLogOfTheSameSizeIsNotWritten() {
    // Given
    anchor(TestLedgers.open(storeOf("a", "b"), new InMemoryCheckpointStore()));

    // When
    Ledger ledger = open(storeOf("a", "forged"), new InMemoryCheckpointStore());

    // Then
    assertThat(ledger.haltReason().orElseThrow()).startsWith("the first 3 entries have the root ");
  }

  @Test
  void aDatabaseWithoutALogGetsNotEvenItsGenesisUnderAnAnchor() {
    // Given
    anchor(TestLedgers.open(storeOf("a"), new InMemoryCheckpointStore()));
    InMemoryEntryStore fresh = new InMemoryEntryStore();

    // When
    Ledger ledger = open(fresh, new InMemoryCheckpointStore());

    // Then
    assertThat(ledger.haltReason().orElseThrow()).startsWith("the database has 0 entries");
    assertThat(sizeOf(fresh)).isZero();
  }

  @Test
  void aLogThatGrewSinceItsAnchorIsWritten() {
    // Given
    InMemoryEntryStore store = storeOf("a", "b");
    InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    Ledger before = TestLedgers.open(store, checkpoints, 2);
    anchor(before);
    append(before, "c");

    // When
    Ledger ledger = open(store, checkpoints);
    append(ledger, "d");

    // Then
    assertThat(ledger.haltReason()).isEmpty();
    assertThat(ledger.size()).isEqualTo(5);
  }

  @Test
  void aStoreThatComesBackOlderIsNotWritten() {
    // Given
    FaultyEntryStore store = new FaultyEntryStore(storeOf("a", "b", "c"));
    Ledger ledger = open(store, new InMemoryCheckpointStore());
    anchor(ledger);
    InMemoryEntryStore restored = storeOf("a", "b");
    Ledger other = TestLedgers.open(restored, new InMemoryCheckpointStore(), 2);
    Submissions.many(9).forEach(event -> other.append(event).await().indefinitely());
    store.failOnce(Call.APPEND, 1, Fault.BEFORE);
    store.become(restored);

    // When
    Throwable refusal = catchThrowable(() -> append(ledger, "d"));

    // Then
    assertThat(refusal)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("the head of 12 entries has another root than they have");
    assertThat(sizeOf(restored)).isEqualTo(12);
  }

  @Test
  void aHeadThatAnotherReplicaMovedIsComparedWithItsAnchorsFirst() {
    // Given
    InMemoryEntryStore store = storeOf("a");
    InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    Ledger one = open(store, checkpoints);
    Ledger two = TestLedgers.open(store, checkpoints, 2);
    append(two, "b");
    InMemoryEntryStore elsewhere = storeOf("a", "forged");
    anchor(TestLedgers.open(elsewhere, new InMemoryCheckpointStore()));

    // When
    Throwable refusal = catchThrowable(() -> append(one, "c"));

    // Then
    assertThat(refusal)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessageStartingWith("the first 3 entries have the root ");
    assertThat(sizeOf(store)).isEqualTo(3);
  }

  @Test
  void anAlarmFromOutsideEndsAllWriting() {
    // Given
    Ledger ledger = open(storeOf("a"), new InMemoryCheckpointStore());

    // When
    ledger.halt("a witness saw another history");

    // Then
    assertThat(catchThrowable(() -> append(ledger, "b")))
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("a witness saw another history");
    assertThat(ledger.haltReason()).contains("a witness saw another history");
  }

  private Ledger open(EntryStore entries, CheckpointStore checkpoints) {
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints, 3);
    RollbackGuard guard =
        new RollbackGuard(
            () -> Uni.createFrom().item(() -> new Recalled.Known(anchors.get())),
            setup.clock(),
            Duration.ZERO);
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                entries,
                checkpoints,
                setup.tiles(),
                setup.keys(),
                setup.settings(),
                setup.clock(),
                setup.random(),
                setup.executor(),
                guard,
                new AtOnce()))
        .await()
        .indefinitely();
  }

  /// Keeps the newest checkpoint of a ledger where its store does not reach.
  private void anchor(Ledger ledger) {
    String note = ledger.publish().await().indefinitely().orElseThrow().text();
    anchors.set(List.of(new Anchor(Checkpoint.parse(note), "here")));
  }

  /// A store with the genesis and these events; the same events are the same entries.
  private static InMemoryEntryStore storeOf(String... names) {
    InMemoryEntryStore store = new InMemoryEntryStore();
    Ledger ledger = TestLedgers.open(store, new InMemoryCheckpointStore());
    List.of(names).forEach(name -> append(ledger, name));
    ledger.close();
    return store;
  }

  private static void append(Ledger ledger, String name) {
    ledger.append(Submissions.of(name, name)).await().indefinitely();
  }

  private static long sizeOf(EntryStore store) {
    return store.head(TestLedgers.genesis().log()).await().indefinitely().size();
  }
}
