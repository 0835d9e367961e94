package io.ledgerline.intake;

import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/// Where refused events are kept, so that nobody has to ask a producer what it sent.
///
/// It is no part of the ledger: nothing in it is proved, and it may be emptied.
public interface Quarantine {

  /// Keeps one refusal. Fails if the store does not answer.
  ///
  /// @param subjects the data subjects that its body names, as far as it could be read
  Uni<Void> keep(Refusal refusal, Set<Digest> subjects);

  /// Keeps one refusal of which nobody can tell whom it names.
  default Uni<Void> keep(Refusal refusal) {
    return keep(refusal, Set.of());
  }

  /// The newest refusals, newest first.
  Uni<List<Refusal>> newest(int countMax);
}
