package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a verification of several ranges on several threads sees, and what one sees that leaves
/// ranges out.
@Execution(ExecutionMode.CONCURRENT)
class VerificationOfRangesTest {

  private static final long RANGE = Scope.RANGE_SIZE;
  private static final long SIZE = 3 * RANGE + 100;

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Genesis genesis = TestLedgers.genesis();
  private Frontier tree = Frontier.EMPTY;

  @BeforeEach
  void grow() {
    Ledger ledger = TestLedgers.open(entries, checkpoints);
    List<Payload> payloads =
        List.of(Payload.whole("application/json", Bytes.utf8("{}"), new Random(2)));
    GrownLog log = new GrownLog(entries, genesis, payloads);
    for (long size : new long[] {5, RANGE - 1, RANGE, RANGE + 1, 2 * RANGE + 7}) {
      log.to(size);
      publish();
    }
    log.to(SIZE);
    tree = head().frontier();
    ledger.close();
  }

  @Test
  void rangesOnSeveralThreadsGiveTheTreeOfTheLog() {
    // Given
    AtomicLong last = new AtomicLong();

    // When
    Verification verification =
        verification(3)
            .run(count -> last.accumulateAndGet(count, Math::max))
            .await()
            .indefinitely();

    // Then
    assertThat(verification).isEqualTo(new Verification.Sound(SIZE, 5, tree.root()));
    assertThat(last).hasValue(SIZE);
  }

  @Test
  void rowsBesideTheEntriesAreNotReadWithoutPayloads() {
    // Given
    AtomicLong read = new AtomicLong();
    RowsBeside counted =
        new RowsBeside() {
          @Override
          public Uni<List<Row>> all(LogId log) {
            read.incrementAndGet();
            return Uni.createFrom().item(List.of());
          }

          @Override
          public Optional<String> saidBy(String leafType, Bytes accepted) {
            return Optional.empty();
          }
        };

    // When
    run(verification(1).with(counted), new Scope(false, Optional.empty()));

    // Then
    assertThat(read).hasValue(0);
    run(verification(1).with(counted), Scope.EVERYTHING);
    assertThat(read).hasValue(2);
  }

  @Test
  void seesWhatIsWrongWhereTwoRangesMeet() {
    // Given
    for (long index : new long[] {RANGE - 1, RANGE}) {
      PayloadRow sound = row(index);
      entries.tamper(log(), Tampering.rechained(sound));

      // When
      List<Finding> findings = findings(verification(3), Scope.EVERYTHING);

      // Then
      assertThat(findings)
          .containsExactly(
              finding(index, Joined.CHAIN_BROKEN), finding(index + 1, Joined.CHAIN_BROKEN));
      entries.tamper(log(), sound);
    }
  }

  @Test
  void seesALeafThatIsAnotherAndEveryRootBehindIt() {
    // Given
    PayloadRow sound = row(RANGE + 3);
    entries.tamper(
        log(), new PayloadRow(Tampering.retyped(sound), sound.eventSalt(), sound.units()));

    // When
    List<Finding> findings = findings(verification(2), Scope.EVERYTHING);

    // Then
    assertThat(findings)
        .contains(
            finding(RANGE + 3, "the leaf hash is not that of the leaf"),
            finding("the checkpoint of 32775 entries has another root than they have"),
            finding("the head has another root than the entries"))
        .doesNotContain(finding("the checkpoint of 16385 entries has another root than they have"));
  }

  @Test
  void knowsARangeThatIsLeftOutByItsSubtreeAlone() {
    // Given
    PayloadRow sound = row(RANGE + 3);
    Scope.Since since = since(2 * RANGE + 7, tree(2 * RANGE + 7).root());
    entries.tamper(
        log(), new PayloadRow(Tampering.retyped(sound), sound.eventSalt(), sound.units()));

    // When
    LedgerVerification.Report report = run(verification(2), new Scope(true, Optional.of(since)));

    // Then
    assertThat(report.verification())
        .isEqualTo(new Verification.Sound(2 * RANGE + 100, 4, tree.root()));
    since = new Scope.Since(since.size(), since.root(), since.chainHash(), ranges(1));
    assertThat(findings(verification(2), new Scope(true, Optional.of(since))))
        .contains(finding(RANGE + 3, "the leaf hash is not that of the leaf"));
  }

  @Test
  void seesThatTheSubtreeOfARangeThatIsLeftOutIsAnother() {
    // Given
    Scope.Since since = since(2 * RANGE + 7, tree(2 * RANGE + 7).root());
    LedgerVerification verification =
        verification(2).withRoots((level, index) -> Uni.createFrom().item(Digest.EMPTY_ROOT));

    // When
    List<Finding> findings = findings(verification, new Scope(true, Optional.of(since)));

    // Then
    assertThat(findings)
        .contains(
            finding("the first 32775 entries are not those that were verified before"),
            finding("the head has another root than the entries"));
  }

  @Test
  void seesThatWhatWasVerifiedBeforeWasAnotherLog() {
    // Given
    Scope.Since shorter = since(2 * RANGE + 7, tree(2 * RANGE + 6).root());
    Scope.Since longer = since(SIZE + 1, tree.root());

    // Then
    assertThat(findings(verification(1), new Scope(true, Optional.of(shorter))))
        .containsExactly(
            finding("the first 32775 entries are not those that were verified before"));
    assertThat(findings(verification(1), new Scope(false, Optional.of(longer))))
        .containsExactly(
            finding("%d entries were verified before, there are %d".formatted(SIZE + 1, SIZE)));
  }

  @Test
  void withoutPayloadsAPayloadIsNotSeen() {
    // Given
    PayloadRow sound = row(9);
    entries.tamper(log(), Tampering.resalted(sound));

    // Then
    assertThat(run(verification(2), Scope.LEAVES).verification())
        .isEqualTo(new Verification.Sound(SIZE, 5, tree.root()));
    assertThat(findings(verification(2), Scope.EVERYTHING)).hasSize(1);
  }

  @Test
  void endsWhenNobodyWaitsForIt() throws InterruptedException {
    // Given
    CountDownLatch isAtIt = new CountDownLatch(1);
    CountDownLatch isCancelled = new CountDownLatch(1);
    AtomicLong rehashed = new AtomicLong();

    // When
    var run =
        verification(1)
            .run(
                count -> {
                  rehashed.set(count);
                  isAtIt.countDown();
                  awaitQuietly(isCancelled);
                })
            .subscribe()
            .with(done -> rehashed.set(-1));
    isAtIt.await();
    run.cancel();
    isCancelled.countDown();

    // Then
    assertThat(rehashed.get()).isBetween(1L, RANGE);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private LedgerVerification verification(int threads) {
    return new LedgerVerification(genesis, entries, checkpoints, ErasureTargets::of, 1_000)
        .withThreads(threads);
  }

  private static LedgerVerification.Report run(LedgerVerification verification, Scope scope) {
    return verification.run(scope, total -> count -> {}).await().indefinitely();
  }

  private static List<Finding> findings(LedgerVerification verification, Scope scope) {
    return ((Verification.Unsound) run(verification, scope).verification()).findings();
  }

  private Scope.Since since(long size, Digest root) {
    Digest chainHash = row(Math.min(size, SIZE) - 1).row().chainHash();
    return new Scope.Since(size, root, chainHash, ranges());
  }

  private static SortedSet<Long> ranges(long... ranges) {
    SortedSet<Long> set = new TreeSet<>();
    for (long range : ranges) {
      set.add(range);
    }
    return set;
  }

  private Frontier tree(long size) {
    return Frontier.EMPTY.append(entries.leafHashes(log(), 0, (int) size).await().indefinitely());
  }

  private void publish() {
    Head head = head();
    Checkpoint checkpoint = new Checkpoint(TestLedgers.ORIGIN, head.size(), head.root());
    checkpoints
        .keep(log(), checkpoint, TestLedgers.key().sign(checkpoint.text()))
        .await()
        .indefinitely();
  }

  private Head head() {
    return entries.head(log()).await().indefinitely();
  }

  private LogId log() {
    return genesis.log();
  }

  private PayloadRow row(long index) {
    return entries.payloadRows(log(), index, 1, 1).await().indefinitely().getFirst();
  }

  private static Finding finding(long index, String what) {
    return new Finding(OptionalLong.of(index), what);
  }

  private static Finding finding(String what) {
    return new Finding(OptionalLong.empty(), what);
  }
}
