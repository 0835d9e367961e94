package io.ledgerline.ledger;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Where published checkpoints are kept, for ever.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer.
public interface CheckpointStore {

  /// Keeps a checkpoint, unless there is one of this size: a published one is never replaced.
  ///
  /// @param checkpoint what the note says
  /// @return the note that is kept for this size
  Uni<SignedNote> keep(LogId log, Checkpoint checkpoint, SignedNote note);

  /// The one of the largest size.
  Uni<Optional<SignedNote>> newest(LogId log);

  /// Those of at least this size, by size.
  Uni<List<SignedNote>> page(LogId log, long sizeMin, int countMax);
}
