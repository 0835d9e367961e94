package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.merkle.PerfectSubtrees;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.merkle.TiledSubtrees;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The Merkle tree of one log, as far as this replica has read it: what roots and proofs are made
/// of without touching every leaf.
///
/// In memory are the hashes that fill no tile yet, at most 255 of each level, and full tiles until
/// they are kept; everything else is read from the [TileStore], at most two tiles of each level for
/// a proof. So neither memory nor the first proof after a start grows with the log. The tree
/// follows the batches that it is handed, and reads from the entries what it was not.
///
/// Thread-safe.
public final class HashTree {

  /// How many full tiles wait in memory for being kept; the tree follows no further before they
  /// are.
  static final int WAITING_MAX = 1 << 10;

  /// How many leaf hashes are read at once.
  static final int PAGE_HASHES = 1 << 16;

  private static final Logger LOG = System.getLogger(HashTree.class.getName());

  private final LogId log;
  private final Leaves leaves;
  private final TileStore store;
  private final KeptTiles kept;
  private final Growth growth;
  private @Nullable Uni<Void> reading;
  private @Nullable Uni<Void> keeping;

  /// The entries of the log.
  public interface Leaves {

    /// The leaf hashes from an index on, without gaps.
    Uni<List<Digest>> hashes(long from, int countMax);

    /// What is hashed, from an index on, without gaps.
    Uni<List<Bytes>> leaves(long from, int countMax);
  }

  private HashTree(LogId log, Leaves leaves, TileStore store, Growth growth) {
    this.log = log;
    this.leaves = leaves;
    this.store = store;
    this.growth = growth;
    this.kept = new KeptTiles(log, leaves, store, this::inMemory);
  }

  /// The tree as far as its tiles are kept.
  ///
  /// @param size how many entries the log had; other replicas may have added some since, and kept
  ///   their tiles
  /// @return fails with [CorruptEntryException] if tiles of more entries are kept
  public static Uni<HashTree> open(LogId log, Leaves leaves, TileStore store, long size) {
    KeptTiles kept = new KeptTiles(log, leaves, store, path -> Optional.empty());
    return store
        .integrated(log)
        .call(integrated -> integrated > size ? reached(leaves, integrated, size) : none())
        .chain(kept::present)
        .chain(present -> kept.edges(present).map(edges -> new Growth(present, edges)))
        .map(growth -> new HashTree(log, leaves, store, growth));
  }

  private static Uni<Void> reached(Leaves leaves, long integrated, long size) {
    return leaves
        .hashes(integrated - 1, 1)
        .invoke(
            last -> {
              if (last.isEmpty()) {
                throw new CorruptEntryException(
                    "tiles of %d entries are kept, the log has %d: it was set back"
                        .formatted(integrated, size));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }

  /// Takes the leaf hashes from an index on; those that it has, those behind a gap, and those for
  /// which there is no room before tiles are kept, are passed over.
  public synchronized void append(long from, List<Digest> appended) {
    if (from > growth.size() || growth.waitingCount() >= WAITING_MAX) {
      return;
    }
    for (long i = growth.size() - from; i < appended.size(); i++) {
      growth.append(appended.get((int) i));
    }
  }

  /// The Merkle tree hash over the first `size` leaves.
  ///
  /// @throws CorruptEntryException within the Uni if there are fewer
  public Uni<Digest> root(long size) {
    return size == 0
        ? Uni.createFrom().item(Digest.EMPTY_ROOT)
        : from(size, subtrees -> subtrees.hash(0, size));
  }

  /// The hash of a perfect subtree: of the leaves from `index * 2^height` on, `2^height` of them.
  ///
  /// @throws CorruptEntryException within the Uni if there are fewer
  public Uni<Digest> subtree(int height, long index) {
    return from((index + 1) << height, subtrees -> subtrees.root(height, index));
  }

  /// The proof that the leaf at the index is in the tree with this size and root.
  ///
  /// @throws CorruptEntryException within the Uni if the leaf hashes do not give that root
  public Uni<InclusionProof> proof(long index, long size, Digest root) {
    return from(
            size,
            subtrees ->
                Map.entry(InclusionProof.of(index, size, subtrees), subtrees.root(0, index)))
        .map(
            made -> {
              if (!made.getKey().proves(made.getValue(), root)) {
                throw new CorruptEntryException(
                    "entry %d is not in the tree of %d entries that was signed"
                        .formatted(index, size));
              }
              return made.getKey();
            });
  }

  /// The proof that the tree of `from` leaves is the beginning of the one of `to` leaves.
  ///
  /// @param from at least 1
  /// @param to at least `from`
  public Uni<ConsistencyProof> consistency(long from, long to) {
    return from(to, subtrees -> ConsistencyProof.of(from, to, subtrees));
  }

  /// The bytes of a tile or bundle, full or partial.
  ///
  /// @param path within a tree of as many entries as the log has
  /// @throws CorruptEntryException within the Uni if there are fewer
  public Uni<Bytes> read(TilePath path) {
    long firstLeaf = path.index() * TilePath.FULL_WIDTH;
    if (path instanceof TilePath.Hashes hashes) {
      long span = 1L << (TilePath.HEIGHT * hashes.level());
      return reach((firstLeaf + path.width()) * span)
          .chain(() -> kept.tile(hashes.full()))
          .map(tile -> Bytes.owned(tile.prefix(path.width()).toArray()));
    }
    return reach(firstLeaf + path.width())
        .chain(() -> kept.bundle(path.index(), path.width(), size()));
  }

  /// Reads on until the tree has this many leaves, and keeps every tile and bundle that is full
  /// then; a checkpoint of this size may be signed afterwards.
  ///
  /// @throws CorruptEntryException within the Uni if another tile is kept already
  public Uni<Void> integrate(long size) {
    return reach(size).chain(() -> keepWaiting(size));
  }

  /// How many leaves it has.
  synchronized long size() {
    return growth.size();
  }

  private synchronized Optional<Tile> inMemory(TilePath.Hashes full) {
    return growth.tile(full);
  }

  /// Makes something of subtrees: once to see which tiles it takes, and once from them.
  private <T> Uni<T> from(long size, Function<PerfectSubtrees, T> work) {
    return reach(size)
        .chain(
            () -> {
              Set<TilePath.Hashes> needed = new LinkedHashSet<>();
              // What is made of placeholders is thrown away.
              var _ =
                  work.apply(
                      (level, index) -> {
                        needed.add(TilePath.Hashes.ofSubtree(level, index));
                        return Digest.EMPTY_ROOT;
                      });
              return kept.tiles(List.copyOf(needed));
            })
        .map(tiles -> work.apply(new TiledSubtrees(path -> required(tiles, path))));
  }

  private static Tile required(Map<TilePath.Hashes, Tile> tiles, TilePath.Hashes path) {
    return Optional.ofNullable(tiles.get(path)).orElseThrow();
  }

  /// Reads on until the tree has this many leaves.
  private Uni<Void> reach(long target) {
    synchronized (this) {
      if (growth.size() >= target) {
        return Uni.createFrom().voidItem();
      }
      if (reading == null) {
        reading = nextPage(target).onTermination().invoke(this::pageDone).memoize().indefinitely();
      }
      return reading.chain(() -> reach(target));
    }
  }

  private synchronized void pageDone() {
    reading = null;
  }

  private Uni<Void> nextPage(long target) {
    boolean isFull = growth.waitingCount() >= WAITING_MAX;
    return (isFull ? keepWaiting(0) : Uni.createFrom().voidItem()).chain(() -> readPage(target));
  }

  private Uni<Void> readPage(long target) {
    long from = size();
    if (from >= target) {
      return Uni.createFrom().voidItem();
    }
    if (target - from > PAGE_HASHES) {
      LOG.log(Level.INFO, "reading entries into tiles: {0} of {1}", from, target);
    }
    return leaves
        .hashes(from, (int) Math.min(PAGE_HASHES, target - from))
        .invoke(
            page -> {
              if (page.isEmpty()) {
                throw new CorruptEntryException("the store ends at entry " + from);
              }
              append(from, page);
            })
        .replaceWithVoid();
  }

  /// Keeps what waits, at least all that a tree of this size has.
  private Uni<Void> keepWaiting(long size) {
    synchronized (this) {
      if (keeping != null) {
        return keeping.chain(() -> keepWaiting(size));
      }
      Map<TilePath.Hashes, Tile> waiting = growth.waiting();
      if (waiting.isEmpty()
          || (size > 0 && waiting.keySet().stream().noneMatch(p -> p.isWithin(size)))) {
        return Uni.createFrom().voidItem();
      }
      keeping =
          keep(waiting, growth.size())
              .onTermination()
              .invoke(this::keepingDone)
              .memoize()
              .indefinitely();
      return keeping;
    }
  }

  private Uni<Void> keep(Map<TilePath.Hashes, Tile> waiting, long size) {
    return kept.keep(waiting)
        .chain(() -> store.integrated(log, size - size % TilePath.FULL_WIDTH))
        .invoke(() -> forget(waiting.keySet()));
  }

  private synchronized void forget(Set<TilePath.Hashes> paths) {
    growth.kept(paths);
  }

  private synchronized void keepingDone() {
    keeping = null;
  }
}
