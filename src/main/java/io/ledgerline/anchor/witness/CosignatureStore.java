package io.ledgerline.anchor.witness;

import io.ledgerline.entry.LogId;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.cosignature.Cosignature;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Where the cosignatures of our checkpoints are kept, for ever.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer.
public interface CosignatureStore {

  /// Keeps a cosignature of a checkpoint that is kept already; of a key that has one for this size
  /// the first one stays.
  Uni<Void> keep(LogId log, long size, Cosignature cosignature);

  /// Those of the largest sizes that have any, largest first.
  Uni<List<Kept>> newest(LogId log, int sizesMax);

  /// A kept cosignature, not verified anew.
  ///
  /// @param size of the checkpoint
  /// @param line as it stands under it
  record Kept(long size, NoteSignature line) {}
}
