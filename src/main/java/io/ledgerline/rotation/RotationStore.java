package io.ledgerline.rotation;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Where a log records its key rotations: an index of entries, so that nobody has to read all of
/// them to know who signs. What it holds is verified by whoever reads it.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer.
public interface RotationStore {

  /// A rotation that is recorded.
  ///
  /// @param index the entry that records it
  /// @param note the signed statement in it
  record Kept(long index, SignedNote note) {}

  /// Remembers a rotation; one of the same entry stays as it is.
  Uni<Void> keep(LogId log, Kept rotation);

  /// Those of a log, by index.
  Uni<List<Kept>> all(LogId log);
}
