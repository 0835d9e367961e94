package io.ledgerline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.GrownLog;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Scope;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What sweeps take, what they record, and what they build on.
@Execution(ExecutionMode.CONCURRENT)
class SweepsTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final long RANGE = Scope.RANGE_SIZE;

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger = TestLedgers.open(entries, checkpoints);
  private Instant now = TestLedgers.NOW;
  private boolean isOurs = true;
  private Duration firstAfter = Duration.ZERO;

  @Test
  void theFirstOneTakesEverythingAndIsRecorded() {
    // Given
    append(10);

    // When
    Optional<Sweep> sweep = run(sweeps(0));

    // Then
    var head = entries.rows(ledger.genesis().log(), 10, 1).await().indefinitely().getFirst();
    assertThat(sweep).isPresent();
    assertThat(sweep.get().number()).isEqualTo(1);
    assertThat(sweep.get().size()).isEqualTo(11);
    assertThat(sweep.get().entries()).isEqualTo(11);
    assertThat(sweep.get().since()).isZero();
    assertThat(sweep.get().newestFull()).isEqualTo(1);
    assertThat(sweep.get().isSound()).isTrue();
    assertThat(sweep.get().chainHash()).isEqualTo(head.chainHash().toHex());
    assertThat(ledger.entry(11).await().indefinitely().orElseThrow().leaf().type())
        .isEqualTo(Sweep.TYPE);
    assertThat(
            Sweep.parse(CanonicalJson.parse(sweep.get().toJson().bytes(), JsonLimits.OWN_RECORDS)))
        .isEqualTo(sweep.get());
  }

  @Test
  void isNotDueBeforeItsTimeNorDoneWithoutTheDuty() {
    // Given
    Sweeps sweeps = sweeps(0);
    run(sweeps);

    // Then
    now = now.plus(DAY).minusSeconds(1);
    assertThat(run(sweeps)).isEmpty();
    now = now.plusSeconds(1);
    isOurs = false;
    assertThat(run(sweeps)).isEmpty();
    isOurs = true;
    assertThat(run(sweeps)).map(Sweep::number).contains(2L);
    assertThat(sweeps.state().newest()).map(Sweep::number).contains(2L);
  }

  @Test
  void theFirstOneIsDueFromTheBeginningOfTheLogHoweverOftenItIsStarted() {
    // Given
    firstAfter = Duration.ofMinutes(10);
    now = now.plusSeconds(300);
    Sweeps early = sweeps(0);

    // When
    Optional<Sweep> before = run(early);
    now = now.plusSeconds(300);
    Sweeps startedAnew = sweeps(0);
    Optional<Sweep> first = run(startedAnew);

    // Then
    assertThat(before).isEmpty();
    assertThat(early.state().ageSeconds()).as("since the log began").isEqualTo(600);
    assertThat(early.state().sound()).isNaN();
    assertThat(first).map(Sweep::number).contains(1L);
    assertThat(startedAnew.state().ageSeconds()).isZero();
  }

  @Test
  void aLaterOneTakesWhatIsNewAndSomeRangesUntilEverythingIsDueAgain() {
    // Given
    grow(4 * RANGE);
    run(sweeps(0));
    grow(4 * RANGE + 100);

    // When
    now = now.plus(DAY);
    Sweep second = run(sweeps(0)).orElseThrow();
    Sweep third = due(sweeps(50)).orElseThrow();
    now = now.plus(Duration.ofDays(30));
    Sweep fourth = run(sweeps(0)).orElseThrow();

    // Then
    assertThat(second.since()).isEqualTo(4 * RANGE);
    assertThat(second.newestFull()).isEqualTo(1);
    assertThat(second.entries()).isEqualTo(2 * RANGE + 100);
    assertThat(third.ranges()).hasSizeGreaterThan(2);
    assertThat(third.newestFull()).isEqualTo(1);
    assertThat(fourth.since()).isZero();
    assertThat(fourth.newestFull()).isEqualTo(4);
    assertThat(fourth.entries()).isEqualTo(fourth.size());
  }

  @Test
  void doesNotBuildOnOneThatFoundSomething() {
    // Given
    append(10);
    tamper(6);
    Sweep first = run(sweeps(0)).orElseThrow();

    // When
    Sweep second = due(sweeps(0)).orElseThrow();

    // Then
    assertThat(first.findingsCount()).isEqualTo(1);
    assertThat(first.foundAt()).containsExactly(6L);
    assertThat(second.since()).isZero();
  }

  @Test
  void doesNotBuildOnARecordThatIsNotBehindWhatItVerified() {
    // Given
    append(10);
    Digest root = entries.head(ledger.genesis().log()).await().indefinitely().root();
    Sweep forged =
        new Sweep(
            1, 10_000, root.toHex(), root.toHex(), 0, 1, new TreeSet<>(), 0, 0, 0, new TreeSet<>());
    record(forged).await().indefinitely();

    // When
    Sweep second = due(sweeps(0)).orElseThrow();

    // Then
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.since()).isZero();
    assertThat(second.isSound()).isTrue();
  }

  @Test
  void anotherLogAtTheSizeOfTheLastOneIsAFinding() {
    // Given
    append(10);
    Digest other = Digest.EMPTY_ROOT;
    Sweep forged =
        new Sweep(
            1, 8, other.toHex(), other.toHex(), 0, 1, new TreeSet<>(), 0, 0, 0, new TreeSet<>());
    record(forged).await().indefinitely();

    // When
    Sweeps sweeps = sweeps(0);
    Sweep second = due(sweeps).orElseThrow();

    // Then
    assertThat(second.since()).isEqualTo(8);
    assertThat(second.findingsCount()).isEqualTo(1);
    assertThat(sweeps.state().sound()).isZero();
    assertThat(sweeps.state().findings().getFirst().what())
        .isEqualTo("the first 8 entries are not those that were verified before");
  }

  @Test
  void findsTheNewestOfMany() {
    // Given
    append(1);
    for (long number = 1; number <= 70; number++) {
      record(
              new Sweep(
                  number,
                  2,
                  "0".repeat(64),
                  "0".repeat(64),
                  0,
                  number,
                  new TreeSet<>(),
                  2,
                  0,
                  1,
                  new TreeSet<>()))
          .await()
          .indefinitely();
    }

    // When
    Sweep next = due(sweeps(0)).orElseThrow();

    // Then
    assertThat(next.number()).isEqualTo(71);
  }

  private Optional<Sweep> due(Sweeps sweeps) {
    now = now.plus(DAY);
    return run(sweeps);
  }

  private static Optional<Sweep> run(Sweeps sweeps) {
    return sweeps.runIfDue().await().indefinitely();
  }

  private Sweeps sweeps(int ranges) {
    LedgerVerification verification =
        new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 100)
            .withRoots(ledger.published()::knownSubtree);
    return new Sweeps(
        new Sweeps.Setup(
            ledger,
            entries,
            verification,
            this::record,
            (log, duty, duration) -> Uni.createFrom().item(isOurs),
            new SweepSettings(DAY, firstAfter, Duration.ofDays(30), ranges, Duration.ofMinutes(1)),
            () -> now,
            new Random(1)));
  }

  private Uni<Appended> record(Sweep sweep) {
    CanonicalJson json = sweep.toJson();
    Payload payload = Payload.whole("application/json", json.bytes(), new Random(sweep.number()));
    Commitment commitment = payload.commitment();
    return ledger.append(
        new Submission(
            new LeafDraft(
                Sweep.TYPE, "application/json", "system", TestLedgers.TENANT, commitment, 0),
            payload,
            Identity.ofSystem(TestLedgers.TENANT, Sweep.TYPE, sweep.name(), json.object()),
            "documentation"));
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      ledger.append(Submissions.of("event " + i, "a")).await().indefinitely();
    }
  }

  private void grow(long size) {
    Payload payload = Payload.whole("application/json", Bytes.utf8("{}"), new Random(1));
    new GrownLog(entries, ledger.genesis(), List.of(payload)).to(size);
  }

  private PayloadRow row(long index) {
    return entries
        .payloadRows(ledger.genesis().log(), index, 1, 1)
        .await()
        .indefinitely()
        .getFirst();
  }

  /// Another stored time of receipt.
  private void tamper(long index) {
    PayloadRow sound = row(index);
    EntryRow row = sound.row();
    entries.tamper(
        ledger.genesis().log(),
        new PayloadRow(
            new EntryRow(
                index,
                row.receivedAt().plusSeconds(1),
                row.leaf(),
                row.leafHash(),
                row.chainHash()),
            sound.eventSalt(),
            sound.units()));
  }
}
