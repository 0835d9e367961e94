package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several ledgers over one store, one after the other and at once.
class LedgersTogetherTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();

  @Test
  void twoLedgersNumberTheSameEventsOnce() {
    // Given
    Ledger one = TestLedgers.open(entries, checkpoints);
    Ledger two = TestLedgers.open(entries, checkpoints, 2);
    History history = new History();

    // When
    history.append(
        List.of(one, two), IntStream.range(0, 3_000).mapToObj(i -> "event " + i).toList(), 3);

    // Then
    history.check(one, entries, checkpoints);
  }

  @Test
  void eitherPublishesWhatTheOtherSequenced() {
    // Given
    Ledger one = TestLedgers.open(entries, checkpoints);
    Ledger two = TestLedgers.open(entries, checkpoints, 2);
    AtomicInteger wakes = new AtomicInteger();
    two.onAppended(wakes::incrementAndGet);
    Submissions.many(300).forEach(s -> one.append(s).await().indefinitely());

    // When
    Checkpoint checkpoint =
        Checkpoint.open(
            two.publish().await().indefinitely().orElseThrow(), List.of(two.genesis().key()));

    // Then
    assertThat(checkpoint.size()).isEqualTo(301);
    assertThat(two.size()).isEqualTo(301);
    assertThat(wakes).hasValue(1);
    assertThat(two.published().proof(17).await().indefinitely()).isPresent();
  }

  @Test
  void eitherProvesWhatTheOtherPublishedAndKnowsWhatItNumbered() {
    // Given
    Ledger one = TestLedgers.open(entries, checkpoints);
    Ledger two = TestLedgers.open(entries, checkpoints, 2);
    append(one, "a");
    one.publish().await().indefinitely();
    append(one, "b");

    // When
    Optional<InclusionFile> published = two.published().proof(1).await().indefinitely();
    Optional<InclusionFile> durable = two.published().proof(2).await().indefinitely();
    long size = two.sizeNow().await().indefinitely();

    // Then
    assertThat(published).isEqualTo(one.published().proof(1).await().indefinitely());
    assertThat(durable).isEmpty();
    assertThat(size).isEqualTo(3);
    assertThat(two.size()).isEqualTo(3);
  }

  @Test
  void aLedgerIsOpenedWhileAnotherOneAppends() throws InterruptedException {
    // Given
    Ledger one = TestLedgers.open(entries, checkpoints);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread busy =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; !isOver.get(); i++) {
                    append(one, "event " + i);
                    one.publish().await().indefinitely();
                  }
                });

    // When
    List<Optional<String>> reasons =
        IntStream.range(0, 60)
            .mapToObj(i -> TestLedgers.open(entries, checkpoints, i))
            .map(Ledger::haltReason)
            .toList();
    isOver.set(true);
    busy.join();

    // Then
    assertThat(reasons).containsOnly(Optional.empty());
  }

  @Test
  void aLedgerGoesOnWhereTheLastOneEnded() {
    // Given
    Ledger first = TestLedgers.open(entries, checkpoints);
    Appended before = first.append(Submissions.of("a", "a")).await().indefinitely();
    first.publish().await().indefinitely();
    first.close();

    // When
    Ledger second = TestLedgers.open(entries, checkpoints, 2);

    // Then
    assertThat(second.size()).isEqualTo(2);
    assertThat(second.published().proof(1).await().indefinitely()).isPresent();
    assertThat(((Appended.Repeated) append(second, "a")).receipt())
        .isEqualTo(((Appended.Sequenced) before).receipt());
  }

  @Test
  void aLedgerWithAnotherKeyIsNotOpened() {
    // Given
    TestLedgers.open(entries, checkpoints);
    SigningKey other = SigningKey.ofSeed(TestLedgers.ORIGIN, new byte[SigningKey.SEED_BYTES]);
    Genesis base = TestLedgers.genesis();
    Genesis proposed =
        new Genesis(
            base.log(),
            base.origin(),
            base.baseIri(),
            base.tenant(),
            other.verifierKey(),
            base.segmentSize());
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints);

    // When
    Throwable failure =
        catchThrowable(
            () ->
                Ledger.open(
                        proposed,
                        new Ledger.Setup(
                            entries,
                            checkpoints,
                            setup.tiles(),
                            LogKeys.of(proposed, other),
                            setup.settings(),
                            setup.clock(),
                            setup.random(),
                            setup.executor(),
                            setup.guard(),
                            setup.publication()))
                    .await()
                    .indefinitely());

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("is signed by " + base.key().text());
  }

  @Test
  void aLogThatIsShorterThanItsCheckpointIsReadAndNotWritten() {
    // Given
    Ledger first = TestLedgers.open(entries, checkpoints);
    append(first, "a");
    first.publish().await().indefinitely();
    InMemoryEntryStore restored = new InMemoryEntryStore();
    TestLedgers.open(restored, new InMemoryCheckpointStore());

    // When
    Ledger second = TestLedgers.open(restored, checkpoints);
    Throwable refusal = catchThrowable(() -> append(second, "b"));

    // Then
    String reason = "a checkpoint of 2 entries was signed, the log has 1";
    assertThat(refusal).isInstanceOf(Ledger.HaltedException.class).hasMessage(reason);
    assertThat(second.haltReason()).contains(reason);
    assertThat(second.entry(0).await().indefinitely()).isPresent();
  }

  @Test
  void nothingIsSignedOnceTheEntriesDifferFromWhatWasSigned() {
    // Given
    Ledger first = TestLedgers.open(entries, checkpoints);
    append(first, "a");
    first.publish().await().indefinitely();
    InMemoryEntryStore restored = new InMemoryEntryStore();
    append(TestLedgers.open(restored, new InMemoryCheckpointStore()), "b");
    Ledger second = TestLedgers.open(restored, checkpoints, 2);
    append(second, "c");

    // When
    Throwable failure = catchThrowable(() -> second.publish().await().indefinitely());

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("the first 2 entries are not those that were signed");
    assertThat(second.haltReason()).isPresent();
  }

  @Test
  void theTimeOfReceiptNeverGoesBack() {
    // Given
    Instant start = TestLedgers.NOW;
    Deque<Instant> times =
        new ArrayDeque<>(
            List.of(
                start,
                start.plusNanos(1_500),
                start.minus(Duration.ofDays(1)),
                start.plusNanos(2_000)));
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints);
    Ledger ledger =
        Ledger.open(
                TestLedgers.genesis(),
                new Ledger.Setup(
                    entries,
                    checkpoints,
                    setup.tiles(),
                    setup.keys(),
                    setup.settings(),
                    times::remove,
                    setup.random(),
                    setup.executor(),
                    setup.guard(),
                    setup.publication()))
            .await()
            .indefinitely();

    // When
    List.of("a", "b", "c").forEach(name -> append(ledger, name));

    // Then
    assertThat(ledger.entries(0, 10).await().indefinitely())
        .extracting(entry -> entry.leaf().receivedAt())
        .containsExactly(
            start, start.plusNanos(1_000), start.plusNanos(1_000), start.plusNanos(2_000));
  }

  private static Appended append(Ledger ledger, String name) {
    return ledger.append(Submissions.of(name, name)).await().indefinitely();
  }
}
