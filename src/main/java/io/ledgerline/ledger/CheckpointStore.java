package io.ledgerline.ledger;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
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

  /// Those of at least this size, by size, as they are stored, checked by nobody.
  default Uni<List<Stored>> stored(LogId log, long sizeMin, int countMax) {
    return page(log, sizeMin, countMax)
        .map(
            notes ->
                notes.stream()
                    .map(
                        note -> {
                          Checkpoint checkpoint = Checkpoint.parse(note.text());
                          return new Stored(checkpoint.size(), checkpoint.root(), note.render());
                        })
                    .toList());
  }

  /// A checkpoint as it is stored.
  ///
  /// @param size beside the note
  /// @param root beside the note
  /// @param note what was signed
  record Stored(long size, Digest root, String note) {

    /// The note.
    ///
    /// @throws CorruptEntryException if it is none, or size and root beside it are not those that
    ///   it signs
    public SignedNote signed() {
      try {
        SignedNote signed = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        if (checkpoint.size() == size && checkpoint.root().equals(root)) {
          return signed;
        }
        throw new CorruptEntryException(
            "the row of the checkpoint of %d entries says another tree than it signs"
                .formatted(size));
      } catch (MalformedNoteException malformed) {
        throw new CorruptEntryException(
            "the checkpoint of %d entries: %s".formatted(size, malformed.getMessage()), malformed);
      }
    }
  }
}
