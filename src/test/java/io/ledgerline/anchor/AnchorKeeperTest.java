package io.ledgerline.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.AnchorFile;
import io.ledgerline.anchor.timestamp.TestAuthority;
import io.ledgerline.anchor.timestamp.TestAuthority.Fault;
import io.ledgerline.anchor.timestamp.TimestampClient;
import io.ledgerline.anchor.timestamp.TimestampVerifier;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keeping anchors of a real ledger, on directories and with an authority that fail and come back.
class AnchorKeeperTest {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path temporary;
  private final AnchorFaults faults = new AnchorFaults();
  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger = TestLedgers.open(entries, checkpoints);
  private final AtomicReference<Instant> now = new AtomicReference<>(TestLedgers.NOW);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void keepsAnAnchorWhenItStartsAndWhenItEnds() throws IOException {
    // Given
    AnchorKeeper keeper = keeper(NEVER, temporary.resolve("one"), temporary.resolve("two"));

    // When
    keeper.start();
    await(() -> keeper.newestSize() == 1);
    append("a");
    append("b");
    keeper.close();

    // Then
    for (String name : List.of("one", "two")) {
      AnchorFile newest = directory(name).newest().getFirst();
      assertThat(newest.size()).isEqualTo(3);
      assertThat(
              Checkpoint.open(
                  SignedNote.parse(newest.note().toArray()), List.of(ledger.genesis().key())))
          .isEqualTo(Checkpoint.parse(ledger.checkpoint().await().indefinitely().get().text()));
      assertThat(directory(name).path(1)).exists();
    }
    assertThat(faults.byPlace()).isEmpty();
  }

  @Test
  void keepsAnAnchorAtEveryIntervalWhileTheLogGrows() {
    // Given
    AnchorKeeper keeper = keeper(OFTEN, temporary.resolve("one"));
    keeper.start();
    await(() -> keeper.newestSize() == 1);

    // When
    append("a");
    publish();
    await(() -> keeper.newestSize() == 2);
    append("b");
    publish();
    await(() -> keeper.newestSize() == 3);

    // Then
    assertThat(directory("one").path(2)).exists();
    assertThat(directory("one").path(3)).exists();
    keeper.close();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsToldAndTriedAgain() throws IOException {
    // Given
    Path blocked = Files.writeString(temporary.resolve("one"), "a file, where a directory belongs");
    AnchorKeeper keeper = keeper(OFTEN, blocked, temporary.resolve("two"));

    // When
    keeper.start();
    await(() -> faults.byPlace().containsKey(blocked.toString()));
    append("a");
    Files.delete(blocked);
    await(() -> faults.byPlace().isEmpty());

    // Then
    assertThat(ledger.haltReason()).isEmpty();
    assertThat(directory("one").newest()).isNotEmpty();
    assertThat(directory("two").newest()).isNotEmpty();
    keeper.close();
  }

  @Test
  void anAnchorWithAnotherRootEndsAllWriting() throws IOException {
    // Given
    append("a");
    Path other = directory("one").path(2);
    Files.createDirectories(other.getParent());
    Checkpoint forged =
        new Checkpoint(
            TestLedgers.ORIGIN, 2, ledger.entry(0).await().indefinitely().get().leaf().hash());
    Files.writeString(other, TestLedgers.key().sign(forged.text()).render());
    AnchorKeeper keeper = keeper(NEVER, temporary.resolve("one"));

    // When
    keeper.start();
    await(() -> ledger.haltReason().isPresent());

    // Then
    assertThat(ledger.haltReason())
        .contains(
            "the anchor %s is not the checkpoint of 2 entries that was signed".formatted(other));
    assertThat(other).hasContent(TestLedgers.key().sign(forged.text()).render());
    keeper.close();
  }

  @Test
  void aHaltedLedgerGetsNoAnchors() throws IOException {
    // Given
    ledger.halt("an older state");
    AnchorKeeper keeper = keeper(OFTEN, temporary.resolve("one"));

    // When
    keeper.start();
    keeper.close();

    // Then
    assertThat(directory("one").newest()).isEmpty();
  }

  @Test
  void theNewestAnchorIsStampedOnceAnInterval() throws IOException {
    // Given
    try (TestAuthority authority = new TestAuthority()) {
      AnchorKeeper keeper = keeper(OFTEN, Optional.of(authority), temporary.resolve("one"));
      keeper.start();
      await(() -> keeper.stampedSize() == 1);
      append("a");
      publish();
      await(() -> keeper.newestSize() == 2);
      int before = authority.requests();

      // When
      now.set(TestLedgers.NOW.plus(Duration.ofHours(1)));
      await(() -> keeper.stampedSize() == 2);
      keeper.close();

      // Then
      assertThat(before).isEqualTo(1);
      assertThat(authority.requests()).isEqualTo(2);
      assertThat(directory("one").newest())
          .singleElement()
          .satisfies(
              newest ->
                  assertThat(
                          new TimestampVerifier(List.of(authority.root()))
                              .verify(
                                  newest.timestamp().orElseThrow(),
                                  LogAnchors.imprint(newest.note()))
                              .time())
                      .isEqualTo(TestAuthority.TIME));
    }
  }

  @Test
  void anAuthorityThatFailsIsToldAndAskedAgain() {
    // Given
    try (TestAuthority authority = new TestAuthority()) {
      authority.fail(Fault.WRONG_NONCE);
      AnchorKeeper keeper = keeper(OFTEN, Optional.of(authority), temporary.resolve("one"));
      keeper.start();
      await(() -> !faults.byPlace().isEmpty());
      String fault = faults.byPlace().values().iterator().next();

      // When
      authority.fail(Fault.NONE);
      now.set(TestLedgers.NOW.plus(Duration.ofMinutes(1)));
      await(() -> keeper.stampedSize() == 1);

      // Then
      assertThat(fault).contains("it is no answer to what was asked");
      assertThat(faults.byPlace()).isEmpty();
      keeper.close();
    }
  }

  private AnchorKeeper keeper(Duration interval, Path... directories) {
    return keeper(interval, Optional.empty(), directories);
  }

  private AnchorKeeper keeper(
      Duration interval, Optional<TestAuthority> authority, Path... directories) {
    AnchorSettings settings =
        new AnchorSettings(
            List.of(directories),
            temporary.resolve("anchored"),
            interval,
            Duration.ofHours(1),
            OFTEN);
    return new AnchorKeeper(
        ledger,
        note -> note.withSignaturesOf(List.of(ledger.genesis().key())),
        settings,
        authority.map(
            asked ->
                new AnchorStamper(
                    new TimestampClient(
                        asked.url(),
                        Duration.ofMinutes(1),
                        new TimestampVerifier(List.of(asked.root())),
                        new Random(1)),
                    settings,
                    faults,
                    now::get)),
        faults,
        Executors.newSingleThreadScheduledExecutor());
  }

  private AnchorDirectory directory(String name) {
    return new AnchorDirectory(temporary.resolve(name), TestLedgers.ORIGIN);
  }

  private void append(String name) {
    var _ = ledger.append(Submissions.of(name, name)).await().indefinitely();
  }

  private void publish() {
    var _ = ledger.publish().await().indefinitely();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come about");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
