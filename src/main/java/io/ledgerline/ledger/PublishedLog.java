package io.ledgerline.ledger;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/// A log as strangers see it: checkpoints, proofs and tiles, of the entries that a checkpoint
/// covers and of no others.
///
/// Thread-safe; a Uni does nothing before it is subscribed to, and may answer on any thread. It
/// fails with [CorruptEntryException] where what is stored does not give what was signed.
public final class PublishedLog {

  private final CheckpointPublisher publisher;
  private final HashTree tree;

  PublishedLog(CheckpointPublisher publisher, HashTree tree) {
    this.publisher = publisher;
    this.tree = tree;
  }

  /// The root over the leaves `index * 2^level` to `(index + 1) * 2^level - 1`, as the tiles say:
  /// proved by nothing but the root that they lead to.
  public Uni<Digest> knownSubtree(int level, long index) {
    return tree.subtree(level, index);
  }

  /// The entries of a log as its tree reads them.
  ///
  /// @param entries where they are kept
  /// @param log whose they are
  record StoredLeaves(EntryStore entries, LogId log) implements HashTree.Leaves {

    /// The tree over them.
    ///
    /// @param head of the log
    Uni<HashTree> tree(TileStore tiles, Head head) {
      return HashTree.open(log, this, tiles, head.size());
    }

    @Override
    public Uni<List<Digest>> hashes(long from, int countMax) {
      return entries.leafHashes(log, from, countMax);
    }

    @Override
    public Uni<List<Bytes>> leaves(long from, int countMax) {
      return entries
          .rows(log, from, countMax)
          .invoke(
              rows -> {
                for (int i = 0; i < rows.size(); i++) {
                  if (rows.get(i).index() != from + i) {
                    throw new CorruptEntryException("entry %d is missing".formatted(from + i));
                  }
                }
              })
          .map(rows -> rows.stream().map(EntryStore.EntryRow::leaf).toList());
    }
  }

  /// The log as whoever is asked to publish a checkpoint may question it.
  ///
  /// @param entries where they are kept
  /// @param log whose they are
  /// @param tree over them
  /// @param keys whose signatures count
  record Asked(EntryStore entries, LogId log, HashTree tree, List<VerifierKey> keys)
      implements Publication.Log {

    @Override
    public Uni<Digest> root(long size) {
      return tree.root(size);
    }

    @Override
    public Uni<Long> durableSize() {
      return entries.head(log).map(Head::size);
    }

    @Override
    public Uni<ConsistencyProof> consistency(long from, long to) {
      return Uni.combine()
          .all()
          .unis(tree.consistency(from, to), tree.root(from), tree.root(to))
          .asTuple()
          .map(
              made -> {
                if (!made.getItem1().proves(made.getItem2(), made.getItem3())) {
                  throw new CorruptEntryException(
                      "the first %d entries are not the beginning of %d".formatted(from, to));
                }
                return made.getItem1();
              });
    }
  }

  /// How many entries the newest checkpoint covers that this replica knows; 0 before the first.
  public long size() {
    return publisher.newest().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
  }

  /// The newest checkpoint; empty before the first.
  public Uni<Optional<SignedNote>> checkpoint() {
    return Uni.createFrom().item(publisher::newest);
  }

  /// The proof of an entry against the newest checkpoint; empty until one covers it.
  public Uni<Optional<InclusionFile>> proof(long index) {
    return ifCovered(
            size -> index >= 0 && index < size,
            () -> proof(index, publisher.newest().orElseThrow()))
        .map(found -> found.flatMap(proof -> proof));
  }

  /// The proof of an entry against a checkpoint of this log, which may be an older one; empty if it
  /// does not cover the entry.
  public Uni<Optional<InclusionFile>> proof(long index, SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (index < 0 || index >= checkpoint.size()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return tree.proof(index, checkpoint.size(), checkpoint.root())
        .map(proof -> Optional.of(new InclusionFile(index, proof.hashes(), note)));
  }

  /// The proof that the log of `from` entries is the beginning of the one of `to` entries; empty
  /// until a checkpoint covers `to` entries.
  ///
  /// @param from at least 1
  /// @param to at least `from`
  public Uni<Optional<ConsistencyProof>> consistency(long from, long to) {
    return ifCovered(size -> to <= size, () -> tree.consistency(from, to));
  }

  /// The hash of a perfect subtree, of `2^height` entries from `index * 2^height` on; empty while
  /// no checkpoint covers all of them.
  public Uni<Optional<Digest>> subtree(int height, long index) {
    return ifCovered(size -> (index + 1) << height <= size, () -> tree.subtree(height, index));
  }

  /// The bytes of a tile or bundle; empty while no checkpoint covers all of it.
  public Uni<Optional<Bytes>> tile(TilePath path) {
    return ifCovered(path::isWithin, () -> tree.read(path));
  }

  /// A checkpoint of which this replica has not heard may have been shown by another one.
  private <T> Uni<Optional<T>> ifCovered(LongPredicate isCovered, Supplier<Uni<T>> answer) {
    if (isCovered.test(size())) {
      return answer.get().map(Optional::of);
    }
    return publisher
        .resume(size())
        .chain(
            () ->
                isCovered.test(size())
                    ? answer.get().map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }
}
