package io.ledgerline.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.vault.ErasureTargets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A log that passes from key to key, over restarts.
class RotatorTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final InMemoryRotationStore rotations = new InMemoryRotationStore();
  private final SigningKey a = TestLedgers.key();
  private final SigningKey b = key(2);
  private final SigningKey c = key(3);
  private int seed;

  @Test
  void bothKeysSignUntilTheOldOneIsTakenAway() {
    // Given
    Ledger before = open(a);
    SignedNote first = published(before, "one");
    before.close();

    // When
    Ledger between = open(a, b);
    boolean isNew = rotate(between, a, b);
    SignedNote second = published(between, "two");
    between.close();
    Ledger after = open(b);
    SignedNote third = published(after, "three");

    // Then
    assertThat(isNew).isTrue();
    assertThat(first.signatures()).hasSize(1);
    assertThat(second.signatures()).hasSize(2);
    assertThat(second.verifiedText(List.of(a.verifierKey()))).isNotEmpty();
    assertThat(second.verifiedText(List.of(b.verifierKey()))).isNotEmpty();
    assertThat(third.signatures()).hasSize(1);
    assertThat(third.verifiedText(List.of(b.verifierKey()))).isNotEmpty();
    assertThat(after.keys().history().keys()).containsExactly(a.verifierKey(), b.verifierKey());
    for (SignedNote note : List.of(first, second, third)) {
      assertThat(Checkpoint.open(note, after.keys().trusted()).origin())
          .isEqualTo(TestLedgers.ORIGIN);
    }
    assertThat(verify(after)).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void theEntrySaysWhatBothSigned() {
    // Given
    Ledger ledger = open(a, b);

    // When
    rotate(ledger, a, b);

    // Then
    var entry = ledger.payload(1).await().indefinitely().orElseThrow();
    assertThat(entry.entry().leaf().type()).isEqualTo(KeyRotated.TYPE);
    assertThat(entry.entry().leaf().producer()).isEqualTo(Ledger.SYSTEM_PRODUCER);
    assertThat(RotationEntry.parse(entry.payload().accepted()))
        .isEqualTo(ledger.keys().history().steps().getFirst().rotation());
  }

  @Test
  void aRotationIsRecordedOnceHoweverOftenItIsAskedFor() {
    // Given
    Ledger first = open(a, b);
    rotate(first, a, b);
    first.close();
    Ledger second = open(a, b);

    // When
    boolean isNew = rotate(second, a, b);

    // Then
    assertThat(isNew).isFalse();
    assertThat(second.size()).isEqualTo(2);
  }

  @Test
  void aRotationThatWasRecordedAndNotRememberedIsFoundAgain() {
    // Given
    Ledger first = open(a, b);
    new Rotator(first, intake(first), new InMemoryRotationStore())
        .rotate(a, b)
        .await()
        .indefinitely();
    first.close();
    Ledger second = open(a, b);

    // When
    boolean isNew = rotate(second, a, b);

    // Then
    assertThat(isNew).isTrue();
    assertThat(second.size()).isEqualTo(2);
    assertThat(second.keys().history().steps().getFirst().index()).isEqualTo(1);
  }

  @Test
  void aSecondRotationFollowsTheFirst() {
    // Given
    Ledger first = open(a, b);
    rotate(first, a, b);
    first.close();
    Ledger second = open(b, c);

    // When
    rotate(second, b, c);
    SignedNote note = published(second, "one");

    // Then
    assertThat(second.keys().history().current()).isEqualTo(c.verifierKey());
    assertThat(note.verifiedText(List.of(c.verifierKey()))).isNotEmpty();
    assertThat(verify(second)).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void aKeyThatIsNotTheLogsNewestPassesItToNobody() {
    // Given
    Ledger first = open(a, b);
    rotate(first, a, b);

    // When
    Throwable refusal = catchThrowable(() -> rotate(first, a, c));

    // Then
    assertThat(refusal).isInstanceOf(IllegalStateException.class);
    assertThat(first.size()).isEqualTo(2);
  }

  @Test
  void aLogIsNotOpenedWithoutItsNewestKey() {
    // Given
    Ledger first = open(a, b);
    rotate(first, a, b);
    first.close();

    // When
    Throwable old = catchThrowable(() -> open(a));
    Throwable strange = catchThrowable(() -> open(c));

    // Then
    assertThat(old)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("is signed by " + b.verifierKey());
    assertThat(strange).isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void aKeyThatNeverCameByARotationDoesNotOpenTheLog() {
    // Given
    open(a).close();

    // When
    Throwable refusal = catchThrowable(() -> open(b));

    // Then
    assertThat(refusal)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("is signed by " + a.verifierKey());
  }

  @Test
  void aCheckpointOfAKeyThatTheLogDoesNotKnowIsAFinding() {
    // Given
    Ledger ledger = open(a);
    ledger.append(Submissions.of("one", "one")).await().indefinitely();
    SignedNote note = published(ledger, "two");
    InMemoryCheckpointStore forged = new InMemoryCheckpointStore();
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    forged.keep(ledger.genesis().log(), checkpoint, b.sign(note.text())).await().indefinitely();

    // When
    Verification verification =
        new LedgerVerification(ledger.genesis(), entries, forged, ErasureTargets::of, 10)
            .run(size -> {})
            .await()
            .indefinitely();

    // Then
    assertThat(verification).isInstanceOf(Verification.Unsound.class);
  }

  private Verification verify(Ledger ledger) {
    return new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 10)
        .run(size -> {})
        .await()
        .indefinitely();
  }

  private SignedNote published(Ledger ledger, String name) {
    ledger.append(Submissions.of(name, name)).await().indefinitely();
    return ledger.publish().await().indefinitely().orElseThrow();
  }

  private boolean rotate(Ledger ledger, SigningKey from, SigningKey to) {
    return new Rotator(ledger, intake(ledger), rotations).rotate(from, to).await().indefinitely();
  }

  private static Intake intake(Ledger ledger) {
    return new Intake(
        ledger,
        new InMemoryQuarantine(),
        IntakeSettings.DEFAULTS,
        InstantSource.fixed(TestLedgers.NOW),
        new Random(2));
  }

  private Ledger open(SigningKey... signing) {
    Genesis genesis = TestLedgers.genesis();
    KeyHistory history = Rotator.history(rotations, genesis).await().indefinitely();
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints, ++seed);
    return Ledger.open(
            genesis,
            new Ledger.Setup(
                entries,
                checkpoints,
                setup.tiles(),
                new LogKeys(List.of(signing), history),
                setup.settings(),
                setup.clock(),
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }

  private static SigningKey key(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return SigningKey.ofSeed(TestLedgers.ORIGIN, seed);
  }
}
