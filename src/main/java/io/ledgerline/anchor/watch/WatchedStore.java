package io.ledgerline.anchor.watch;

import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// What was cosigned last of each log that is watched. It never goes back.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer.
public interface WatchedStore {

  /// The last checkpoint of a log, with its cosignature; empty if there is none.
  Uni<Optional<SignedNote>> newest(String origin);

  /// Remembers a checkpoint durably, if the last one is still this one.
  ///
  /// @param before what the last one says; empty if there is none yet
  /// @param next what the note says: of the same origin, not smaller, and of the same root where it
  ///   is of the same size
  /// @return whether it was so
  Uni<Boolean> advance(Optional<Checkpoint> before, Checkpoint next, SignedNote note);
}
