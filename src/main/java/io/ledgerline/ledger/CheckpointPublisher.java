package io.ledgerline.ledger;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Signs what is durable: a checkpoint for the newest size, when the log has grown.
///
/// The root that is signed is the one of our own [HashTree], after the head in the store and the
/// checkpoint before it were found to agree with it, and after every tile and bundle that is full
/// at that size was kept. Thread-safe.
final class CheckpointPublisher {

  private final Ledger.Setup setup;
  private final Genesis genesis;
  private final HashTree tree;
  private volatile Published newest = Published.NOTHING;
  private volatile boolean isAgreed;

  /// A checkpoint and the note that signs it.
  ///
  /// @param note empty for the log without entries, which is not signed
  record Published(long size, Optional<SignedNote> note) {

    static final Published NOTHING = new Published(0, Optional.empty());
  }

  CheckpointPublisher(Ledger.Setup setup, Genesis genesis, HashTree tree) {
    this.setup = setup;
    this.genesis = genesis;
    this.tree = tree;
  }

  /// Takes up what was published before, or by another replica.
  ///
  /// @param size how many entries the log has, as far as is known
  /// @throws CorruptEntryException within the Uni if it is not signed by the log's key, or for more
  ///   entries than there are
  Uni<Void> resume(long size) {
    return setup
        .checkpoints()
        .newest(genesis.log())
        .chain(
            stored ->
                stored.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : resume(new Published(opened(stored.get()).size(), stored), size));
  }

  private Uni<Void> resume(Published stored, long size) {
    if (stored.size() <= size) {
      return Uni.createFrom().voidItem().invoke(() -> heardOf(stored));
    }
    // Entries may have come since the size was read; they came before the checkpoint.
    return setup
        .entries()
        .head(genesis.log())
        .invoke(
            head -> {
              if (stored.size() > head.size()) {
                throw new CorruptEntryException(
                    "a checkpoint of %d entries was signed, the log has %d"
                        .formatted(stored.size(), head.size()));
              }
              heardOf(stored);
            })
        .replaceWithVoid();
  }

  /// The newest checkpoint.
  Published newest() {
    return newest;
  }

  /// Publishes a durable head. The first time, what was published before is compared, and its tiles
  /// are made where they are missing, even if there is nothing new.
  ///
  /// @return the newest checkpoint then
  /// @throws CorruptEntryException within the Uni if the head, or the checkpoint before, has
  ///   another root than the tree over the stored leaf hashes
  Uni<Published> publish(Head head) {
    Published before = newest;
    if (head.size() <= before.size()) {
      return isAgreed
          ? Uni.createFrom().item(before)
          : agreed(before).chain(() -> tree.integrate(before.size())).replaceWith(before);
    }
    return agreed(before)
        .chain(() -> tree.integrate(head.size()))
        .chain(() -> tree.root(head.size()))
        .chain(
            root -> {
              if (!root.equals(head.root())) {
                throw new CorruptEntryException(
                    "the head of %d entries has another root than they have"
                        .formatted(head.size()));
              }
              Checkpoint checkpoint = new Checkpoint(genesis.origin(), head.size(), root);
              SignedNote note = setup.key().sign(checkpoint.text());
              return setup
                  .checkpoints()
                  .keep(genesis.log(), checkpoint, note)
                  .map(kept -> accepted(checkpoint, kept));
            });
  }

  private Uni<Void> agreed(Published before) {
    if (before.note().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Checkpoint signed = opened(before.note().get());
    return tree.root(signed.size())
        .invoke(
            root -> {
              if (!root.equals(signed.root())) {
                throw new CorruptEntryException(
                    "the first %d entries are not those that were signed".formatted(signed.size()));
              }
              isAgreed = true;
            })
        .replaceWithVoid();
  }

  private Published accepted(Checkpoint checkpoint, SignedNote kept) {
    if (!opened(kept).equals(checkpoint)) {
      throw new CorruptEntryException(
          "another checkpoint of %d entries was signed before".formatted(checkpoint.size()));
    }
    return heardOf(new Published(checkpoint.size(), Optional.of(kept)));
  }

  private synchronized Published heardOf(Published published) {
    if (newest.size() < published.size()) {
      newest = published;
    }
    return newest;
  }

  private Checkpoint opened(SignedNote note) {
    try {
      return Checkpoint.open(note, List.of(genesis.key()));
    } catch (UntrustedNoteException untrusted) {
      throw new CorruptEntryException(
          "a stored checkpoint is not signed by " + genesis.key().text(), untrusted);
    }
  }
}
