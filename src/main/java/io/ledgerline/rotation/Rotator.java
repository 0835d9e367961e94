package io.ledgerline.rotation;

import io.ledgerline.entry.Genesis;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import io.ledgerline.rotation.RotationStore.Kept;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/// Records that a log passes to another key.
///
/// First the entry, then where it is: whoever is interrupted in between starts again, and finds the
/// same entry. Thread-safe.
public final class Rotator {

  private final Ledger ledger;
  private final Intake intake;
  private final RotationStore store;

  /// For one log.
  public Rotator(Ledger ledger, Intake intake, RotationStore store) {
    this.ledger = ledger;
    this.intake = intake;
    this.store = store;
  }

  /// The keys of a log, as far as its rotations are remembered.
  ///
  /// @return fails with [io.ledgerline.note.MalformedNoteException] or
  ///   [io.ledgerline.note.UntrustedNoteException] if what is remembered was not signed so
  public static Uni<KeyHistory> history(RotationStore store, Genesis genesis) {
    return store
        .all(genesis.log())
        .map(
            kept -> {
              List<KeyHistory.Step> steps = new ArrayList<>();
              for (Kept each : kept) {
                steps.add(new KeyHistory.Step(each.index(), KeyRotation.of(each.note())));
              }
              return new KeyHistory(genesis.log().toString(), genesis.key(), steps);
            });
  }

  /// Passes the log from its newest key to the next one, unless that happened already. Both have to
  /// be among those that sign.
  ///
  /// @return whether it did; fails with [IllegalStateException] if the log's newest key is neither,
  ///   or the entry cannot be recorded now
  public Uni<Boolean> rotate(SigningKey from, SigningKey to) {
    return Uni.createFrom()
        .deferred(
            () -> {
              KeyHistory history = ledger.keys().history();
              if (history.current().equals(to.verifierKey())) {
                return Uni.createFrom().item(false);
              }
              if (!history.current().equals(from.verifierKey())) {
                throw new IllegalStateException(
                    "the log's newest key is %s, neither %s nor %s"
                        .formatted(history.current(), from, to));
              }
              KeyRotation rotation = KeyRotation.sign(history.log(), from, to);
              return intake
                  .system(new KeyRotated(rotation.note().render()))
                  .map(Rotator::index)
                  .chain(index -> remember(index, rotation))
                  .replaceWith(true);
            });
  }

  private Uni<Void> remember(long index, KeyRotation rotation) {
    return store
        .keep(ledger.genesis().log(), new Kept(index, rotation.note()))
        .invoke(() -> ledger.keys().rotated(new KeyHistory.Step(index, rotation)));
  }

  private static long index(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var receipt, var _) -> receipt.index();
      case Outcome.Known(var receipt) -> receipt.index();
      case Outcome.Detached(var index) -> index;
      case Outcome.Erased _,
          Outcome.Malformed _,
          Outcome.Invalid _,
          Outcome.TooLarge _,
          Outcome.Contradicted _,
          Outcome.Overloaded _ ->
          throw new IllegalStateException("the rotation was not recorded: " + outcome);
    };
  }
}
