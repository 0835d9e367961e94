package io.ledgerline.vault;

import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Submission;
import io.smallrye.mutiny.Uni;

/// The door by which the system records what it did; it lies above the vault.
@FunctionalInterface
public interface Recorder {

  /// Makes an entry of a record, and does in its transaction what stands beside it.
  ///
  /// @return fails as [io.ledgerline.ledger.Ledger#append] does
  Uni<Appended> record(SystemRecord record, Submission.Beside beside);
}
