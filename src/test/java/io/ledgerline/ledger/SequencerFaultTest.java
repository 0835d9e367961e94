package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.ledger.FaultyEntryStore.Call;
import io.ledgerline.ledger.FaultyEntryStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
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

/// The sequencer over a store that fails: once before and once after each call takes effect, for a
/// while, or for good.
class SequencerFaultTest {

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
                            IntStream.rangeClosed(1, 3)
                                .mapToObj(nth -> Arguments.of(call, fault, nth))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void losesAndDoublesNothingWhenACallFails(Call call, Fault fault, int nth) {
    // Given
    Ledger ledger = TestLedgers.open(store, checkpoints);
    Ledger rival = TestLedgers.open(memory, checkpoints, 2);
    History history = new History();
    store.failOnce(call, nth, fault);

    // When
    history.append(List.of(ledger, rival), names(40), 2);
    history.append(List.of(ledger), names(80), 2);

    // Then
    history.check(ledger, memory, checkpoints);
  }

  @Test
  void anAppendThatTookEffectThoughItFailedIsAcknowledgedOnce() {
    // Given
    Ledger ledger = TestLedgers.open(store, checkpoints);
    store.failOnce(Call.APPEND, 1, Fault.AFTER);

    // When
    Appended appended = ledger.append(Submissions.of("a", "a")).await().indefinitely();

    // Then
    assertThat(appended).isInstanceOf(Appended.Sequenced.class);
    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void aCallThatNeverAnswersCountsAsUnknown() {
    // Given
    Ledger ledger = open(settings(Duration.ofSeconds(30), Duration.ofMillis(20), 100));
    store.failOnce(Call.APPEND, 1, Fault.SILENCE);

    // When
    Appended appended = ledger.append(Submissions.of("a", "a")).await().indefinitely();

    // Then
    assertThat(appended).isInstanceOf(Appended.Sequenced.class);
  }

  @Test
  void whoWaitsForAStoreThatIsDownIsAskedToComeAgainAndIsServedWhenItIsBack() {
    // Given: a log that has begun, for that has to wait too
    TestLedgers.open(store, checkpoints).close();
    Ledger ledger = open(settings(Duration.ofMillis(40), Duration.ofMillis(10), 100));
    store.failAlways(Fault.BEFORE);

    // When
    Appended during = ledger.append(Submissions.of("a", "a")).await().indefinitely();
    store.failAlways(Fault.NONE);
    History after = new History();
    after.append(List.of(ledger), List.of("a"), 1);

    // Then
    assertThat(during).isInstanceOf(Appended.Overloaded.class);
    assertThat(ledger.haltReason()).isEmpty();
    after.check(ledger, memory, checkpoints);
  }

  @Test
  void aFullQueueTurnsAwayAtOnce() {
    // Given
    Ledger ledger = open(settings(Duration.ofSeconds(30), Duration.ofSeconds(30), 3));
    store.failAlways(Fault.SILENCE);
    List<Appended> answered = new ArrayList<>();

    // When
    for (int i = 0; i < 600; i++) {
      ledger.append(Submissions.of("event " + i, "a")).subscribe().with(answered::add);
    }

    // Then
    assertThat(answered).hasSizeGreaterThan(80).hasOnlyElementsOfType(Appended.Overloaded.class);
  }

  @Test
  void aLogThatShrankStopsTheLedgerForGood() {
    // Given
    Ledger ledger = TestLedgers.open(store, checkpoints);
    Ledger rival = TestLedgers.open(memory, checkpoints, 2);
    rival.append(Submissions.of("a", "a")).await().indefinitely();
    ledger.append(Submissions.of("b", "b")).await().indefinitely();
    memory.tamper(ledger.genesis().log(), Head.EMPTY);

    // When
    Throwable failure =
        catchThrowable(() -> ledger.append(Submissions.of("c", "c")).await().indefinitely());

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("the log had 3 entries and now has 0");
    assertThat(ledger.haltReason()).contains("the log had 3 entries and now has 0");
    assertThat(catchThrowable(() -> ledger.append(Submissions.of("d", "")).await().indefinitely()))
        .isInstanceOf(Ledger.HaltedException.class);
  }

  @Test
  void anEventThatTheStoreCannotHoldFailsAlone() {
    // Given
    Ledger ledger = TestLedgers.open(store, checkpoints);
    store.refuse(Submissions.of("event 7", "event 7"));
    List<String> failed = new ArrayList<>();
    CountDownLatch answers = new CountDownLatch(20);

    // When
    for (String name : names(20)) {
      ledger
          .append(Submissions.of(name, name))
          .onTermination()
          .invoke(answers::countDown)
          .subscribe()
          .with(
              appended -> {},
              failure -> {
                synchronized (failed) {
                  failed.add(name);
                }
              });
    }
    awaitAll(answers);

    // Then
    assertThat(failed).containsExactly("event 7");
    assertThat(ledger.size()).isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void losesAndDoublesNothingOfBatchesThatAreSealedAheadEither(Call call, Fault fault, int nth) {
    // Given
    Ledger ledger = openSmall(store, 1);
    Ledger rival = openSmall(memory, 2);
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
    Ledger ledger = openSmall(store, 1);
    CountDownLatch allCame = new CountDownLatch(1);
    executor.execute(() -> awaitAll(allCame));
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

  /// Batches of four.
  private Ledger openSmall(EntryStore entries, long seed) {
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

  private Ledger open(LedgerSettings settings) {
    Ledger.Setup setup = TestLedgers.setup(store, checkpoints);
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                store,
                checkpoints,
                setup.tiles(),
                setup.keys(),
                settings,
                setup.clock(),
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  private static LedgerSettings settings(Duration wait, Duration storeTimeout, int queueMax) {
    LedgerSettings settings = TestLedgers.settings();
    return new LedgerSettings(
        queueMax,
        settings.queueBytesMax(),
        settings.batchEntriesMax(),
        settings.batchBytesMax(),
        wait,
        settings.retryAfter(),
        settings.retryDelay(),
        storeTimeout,
        settings.checkpointInterval(),
        settings.pageBytesMax());
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "event " + i).toList();
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
