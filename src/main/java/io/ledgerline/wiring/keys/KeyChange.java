package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.event.system.Continuation;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.rotation.RotationStore;
import io.ledgerline.rotation.Rotator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What the log has to record of itself at a start: that it passes to another key, that it
/// continues another log. Either is recorded once, however often it is configured.
@Singleton
public final class KeyChange {

  private static final Logger LOG = Logger.getLogger(KeyChange.class);
  private static final Duration RECORD_MAX = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Intake intake;
  private final RotationStore rotations;
  private final LogSeeds seeds;

  KeyChange(Ledger ledger, Intake intake, RotationStore rotations, LogSeeds seeds) {
    this.ledger = ledger;
    this.intake = intake;
    this.rotations = rotations;
    this.seeds = seeds;
  }

  /// Records what is configured; nothing in a ledger that must not be written to.
  ///
  /// @param continues a file with the last checkpoint of the log that this one continues
  /// @throws CannotStartException if it cannot be recorded
  public void make(Optional<Path> continues) {
    if (ledger.haltReason().isEmpty()) {
      continues.ifPresent(this::recordContinuation);
      String origin = ledger.genesis().origin();
      seeds.next(origin).ifPresent(next -> rotate(seeds.key(origin), next));
    }
  }

  private void rotate(SigningKey from, SigningKey to) {
    try {
      boolean isNew =
          new Rotator(ledger, intake, rotations).rotate(from, to).await().atMost(RECORD_MAX);
      seeds.publish(ledger.keys().history());
      LOG.infof(
          "checkpoints are signed by %s and by %s%s",
          from, to, isNew ? ", which the log has recorded now" : "");
    } catch (IllegalStateException | MalformedNoteException refused) {
      throw new CannotStartException(
          "the log cannot pass to its next key: " + refused.getMessage(), refused);
    }
  }

  private static String told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Known _ -> "recorded before";
      case Outcome.Accepted(var receipt, var _) -> "recorded as entry " + receipt.index();
      default -> // every other one is a refusal, which names its reason
          "not recorded: " + outcome;
    };
  }

  private void recordContinuation(Path file) {
    try {
      SignedNote note = SignedNote.parse(Files.readString(file).getBytes(StandardCharsets.UTF_8));
      Checkpoint last = Checkpoint.parse(note.text());
      if (last.origin().equals(ledger.genesis().origin())) {
        throw new CannotStartException("ledgerline.log.continues is a checkpoint of this log");
      }
      Outcome outcome = intake.system(new Continuation(note.render())).await().atMost(RECORD_MAX);
      LOG.infof(
          "the log continues %s behind its first %d entries (%s)",
          last.origin(), last.size(), told(outcome));
    } catch (IOException | MalformedNoteException unusable) {
      throw new CannotStartException(
          "ledgerline.log.continues: " + file + " holds no checkpoint: " + unusable.getMessage(),
          unusable);
    }
  }
}
