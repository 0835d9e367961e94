package io.ledgerline.wiring.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.StoredEvents;
import io.ledgerline.event.system.Continuation;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SigningKey;
import io.ledgerline.rotation.InMemoryRotationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a log records of itself at a start.
class KeyChangeTest {

  @TempDir private Path directory;
  private final Ledger ledger = TestLedgers.open();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aLogRecordsOnceWhichLogItContinues() throws IOException {
    // Given
    String note = note("example.org/compromised");
    Path file = Files.writeString(directory.resolve("812.checkpoint"), note);
    change().make(Optional.of(file));

    // When
    change().make(Optional.of(file));

    // Then
    assertThat(ledger.size()).isEqualTo(2);
    PayloadEntry entry = ledger.payload(1).await().indefinitely().orElseThrow();
    assertThat(StoredEvents.read(entry.entry().leaf().type(), entry.payload().accepted()))
        .isEqualTo(new StoredEvent.System(new Continuation(note)));
  }

  @Test
  void aLogDoesNotContinueItself() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("own"), note(TestLedgers.ORIGIN));

    // When
    Throwable refusal = catchThrowable(() -> change().make(Optional.of(file)));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessage("ledgerline.log.continues is a checkpoint of this log");
  }

  @Test
  void aFileThatIsNoCheckpointIsNamed() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("other"), "nothing\n");

    // When
    Throwable refusal = catchThrowable(() -> change().make(Optional.of(file)));

    // Then
    assertThat(refusal).hasMessageContaining(file + " holds no checkpoint");
  }

  @Test
  void aLedgerThatMustNotBeWrittenRecordsNothing() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("812"), note("example.org/compromised"));
    ledger.halt("an older state");

    // When
    change().make(Optional.of(file));

    // Then
    assertThat(ledger.size()).isEqualTo(1);
  }

  private KeyChange change() {
    Intake intake =
        new Intake(
            ledger,
            new InMemoryQuarantine(),
            IntakeSettings.DEFAULTS,
            InstantSource.fixed(TestLedgers.NOW),
            new Random(2));
    LogSeeds seeds =
        LogSeeds.of(
            KeyCommandsTest.Configured.nothing(), new KeyFiles(directory, new SecureRandom()));
    return new KeyChange(ledger, intake, new InMemoryRotationStore(), seeds);
  }

  private static String note(String origin) {
    Checkpoint checkpoint = new Checkpoint(origin, 812, Digest.parseHex("01".repeat(32)));
    return SigningKey.ofSeed(origin, new byte[SigningKey.SEED_BYTES])
        .sign(checkpoint.text())
        .render();
  }
}
