package io.ledgerline.anchor.witness;

import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.Policy;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;

/// What a witness shows of a log: the last checkpoint that it cosigned (C2SP tlog-witness after
/// v1.0.0, "monitoring", at the submission prefix).
///
/// It bears the log's own signature, so that the witness cannot have made it up.
final class Shown {

  private Shown() {}

  /// Asks a witness that has an address.
  ///
  /// @param keys those that sign or signed the log's checkpoints
  /// @return empty if it shows nothing, or something else; fails if it does not answer
  static Uni<Optional<Checkpoint>> by(
      Policy.Witness witness, Exchange exchange, String origin, Collection<VerifierKey> keys) {
    return Uni.createFrom()
        .deferred(
            () ->
                exchange.get(
                    Addresses.below(witness.url().orElseThrow(), MonitoringPath.of(origin))))
        .map(answer -> checkpoint(answer, origin, keys));
  }

  private static Optional<Checkpoint> checkpoint(
      Exchange.Answer answer, String origin, Collection<VerifierKey> keys) {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = Checkpoint.open(SignedNote.parse(answer.body().toArray()), keys);
      return checkpoint.origin().equals(origin) && checkpoint.size() > 0
          ? Optional.of(checkpoint)
          : Optional.empty();
    } catch (MalformedNoteException | UntrustedNoteException other) {
      return Optional.empty();
    }
  }
}
