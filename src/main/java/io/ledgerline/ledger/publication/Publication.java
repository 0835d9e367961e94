package io.ledgerline.ledger.publication;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Decides which signed checkpoint of one log is the published one: that which is served, and which
/// proofs lead to.
///
/// Thread-safe; nothing blocks. A ledger makes one offer at a time.
public interface Publication {

  /// Takes up what was published before the start.
  ///
  /// @param signed the newest checkpoint that is signed; empty if none is
  Uni<Void> resume(Optional<SignedNote> signed);

  /// Offers the newest signed checkpoint, which may be the one that was offered before; done when
  /// it is published, or when there is nothing more to wait for now.
  ///
  /// @return fails with [CorruptEntryException] if somebody knows that the log is not what it was:
  ///   nothing more must be written
  Uni<Void> offer(Offer offer);

  /// The published checkpoint with every signature that is known under it. Its size never falls.
  Optional<SignedNote> newest();

  /// Why the checkpoint that was offered last is not published; empty if it is.
  Optional<String> fault();

  /// A signed checkpoint.
  ///
  /// @param checkpoint what is signed
  /// @param note with the signatures of the log alone
  /// @param log what else may be asked of the log
  record Offer(Checkpoint checkpoint, SignedNote note, Log log) {}

  /// What may be asked of the log while an offer stands.
  interface Log {

    /// How many entries are durable now, by the store.
    Uni<Long> durableSize();

    /// The proof that the log of a size is the beginning of a larger one, checked against both
    /// roots.
    ///
    /// @return fails with [CorruptEntryException] if the stored entries are not those that were
    ///   hashed
    Uni<ConsistencyProof> consistency(long from, long to);

    /// The root over the first entries, by the store.
    ///
    /// @param size no more than are durable
    Uni<Digest> root(long size);

    /// The keys that sign or signed the log's checkpoints.
    List<VerifierKey> keys();
  }
}
