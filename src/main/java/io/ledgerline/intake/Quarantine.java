package io.ledgerline.intake;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Where refused events are kept, so that nobody has to ask a producer what it sent.
///
/// It is no part of the ledger: nothing in it is proved, and it may be emptied.
public interface Quarantine {

  /// Keeps one refusal. Fails if the store does not answer.
  Uni<Void> keep(Refusal refusal);

  /// The newest refusals, newest first.
  Uni<List<Refusal>> newest(int countMax);
}
