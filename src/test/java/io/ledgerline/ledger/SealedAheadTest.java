package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.FaultyEntryStore.Call;
import io.ledgerline.ledger.FaultyEntryStore.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches of four are sealed while the store works on the ones before them.
class SealedAheadTest {

  private static final int BATCH_ENTRIES_MAX = 4;

  private final InMemoryEntryStore memory = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final FaultyEntryStore store = new FaultyEntryStore(memory);
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  static Stream<Arguments> faults() {
    return Stream.of(Call.APPEND, Call.HEAD, Call.IS_COMMITTED, Call.OPENINGS)
        .flatMap(
            call ->
                Stream.of(Fault.BEFORE, Fault.AFTER)
                    .flatMap(
                        fault ->
                            IntStream.rangeClosed(1, 5)
                                .mapToObj(nth -> Arguments.of(call, fault, nth))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void nothingIsLostOrDoubledWhenACallFailsOrARivalIsFaster(Call call, Fault fault, int nth) {
    // Given
    Ledger ledger = open(store, 1);
    Ledger rival = open(memory, 2);
    History history = new History();
    store.failOnce(call, nth, fault);

    // When
    history.append(List.of(ledger, rival), names(60), 2);
    history.append(List.of(ledger), names(120), 2);

    // Then
    history.check(ledger, memory, checkpoints);
  }

  @Test
  void theNextBatchIsReadyBeforeTheOneBeforeItIsAnswered() throws InterruptedException {
    // Given
    Ledger ledger = open(store, 1);
    CountDownLatch allCame = new CountDownLatch(1);
    executor.execute(() -> await(allCame));
    CountDownLatch answered = new CountDownLatch(3 * BATCH_ENTRIES_MAX);
    names(3 * BATCH_ENTRIES_MAX)
        .forEach(
            name ->
                ledger
                    .append(Submissions.of(name, name))
                    .subscribe()
                    .with(appended -> answered.countDown()));
    store.failOnce(Call.APPEND, 1, Fault.SILENCE);

    // When
    allCame.countDown();

    // Then
    answered.await();
    assertThat(store.pendingMax()).isEqualTo(2);
    assertThat(ledger.size()).isEqualTo(1L + 3 * BATCH_ENTRIES_MAX);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private Ledger open(EntryStore entries, long seed) {
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints, seed);
    LedgerSettings settings = setup.settings();
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                entries,
                checkpoints,
                setup.tiles(),
                setup.keys(),
                new LedgerSettings(
                    settings.queueEntriesMax(),
                    settings.queueBytesMax(),
                    BATCH_ENTRIES_MAX,
                    settings.batchBytesMax(),
                    settings.waitMax(),
                    settings.retryAfter(),
                    settings.retryDelay(),
                    Duration.ofMillis(300),
                    settings.checkpointInterval(),
                    settings.pageBytesMax()),
                setup.clock(),
                setup.random(),
                executor,
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "event " + i).toList();
  }
}
