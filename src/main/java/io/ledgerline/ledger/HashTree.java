package io.ledgerline.ledger;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.merkle.PerfectSubtrees;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The Merkle tree of one log, as far as this replica has read it: what roots and proofs are made
/// of without touching every leaf.
///
/// In memory are the roots of the full subtrees of 256 leaves and of everything above them (64
/// bytes for 256 entries); a proof reads the leaf hashes of at most two blocks of 256 from the
/// store. The tree follows the batches that it is handed, and reads from the store what it was not.
///
/// Thread-safe.
final class HashTree {

  static final int BLOCK_LEVEL = 8;
  static final int BLOCK_SIZE = 1 << BLOCK_LEVEL;

  private static final int PAGE_HASHES = 1 << 16;

  private final LogId log;
  private final LeafHashes leafHashes;
  private final List<Column> levels = new ArrayList<>();
  private final List<Digest> tail = new ArrayList<>();
  private long size;
  private @Nullable Uni<Void> reading;

  /// Where leaf hashes come from.
  @FunctionalInterface
  interface LeafHashes {

    /// Those of a log from an index on.
    Uni<List<Digest>> page(LogId log, long from, int countMax);
  }

  HashTree(LogId log, LeafHashes leafHashes) {
    this.log = log;
    this.leafHashes = leafHashes;
  }

  /// Takes the leaf hashes from an index on; those that it has, and those behind a gap, are passed
  /// over.
  synchronized void append(long from, List<Digest> appended) {
    if (from > size) {
      return;
    }
    for (long i = size - from; i < appended.size(); i++) {
      tail.add(appended.get((int) i));
      size++;
      if (tail.size() == BLOCK_SIZE) {
        push(0, rootOf(tail));
        tail.clear();
      }
    }
  }

  /// Reads on until the tree has this many leaves.
  Uni<Void> reach(long target) {
    synchronized (this) {
      if (size >= target) {
        return Uni.createFrom().voidItem();
      }
      if (reading == null) {
        reading = readPage().onTermination().invoke(this::pageDone).memoize().indefinitely();
      }
      return reading.chain(() -> reach(target));
    }
  }

  /// The Merkle tree hash over the first `treeSize` leaves.
  ///
  /// @throws CorruptEntryException within the Uni if the store has fewer
  Uni<Digest> root(long treeSize) {
    if (treeSize == 0) {
      return Uni.createFrom().item(Digest.EMPTY_ROOT);
    }
    return reach(treeSize)
        .chain(() -> subtrees(treeSize - 1, treeSize - 1))
        .map(subtrees -> subtrees.hash(0, treeSize));
  }

  /// The proof that the leaf at the index is in the tree with this size and root.
  ///
  /// @throws CorruptEntryException within the Uni if the stored leaf hashes do not give that root
  Uni<InclusionProof> proof(long index, long treeSize, Digest root) {
    return reach(treeSize)
        .chain(() -> subtrees(index, treeSize - 1))
        .map(
            subtrees -> {
              InclusionProof proof = InclusionProof.of(index, treeSize, subtrees);
              if (!proof.proves(subtrees.root(0, index), root)) {
                throw new CorruptEntryException(
                    "entry %d is not in the tree of %d entries that was signed"
                        .formatted(index, treeSize));
              }
              return proof;
            });
  }

  /// The proof that the tree of a size is the beginning of a larger one.
  ///
  /// @throws CorruptEntryException within the Uni if the stored leaf hashes do not give both roots
  Uni<ConsistencyProof> consistency(long from, long to) {
    return reach(to)
        .chain(() -> subtrees(from - 1, to - 1))
        .map(
            subtrees -> {
              ConsistencyProof proof = ConsistencyProof.of(from, to, subtrees);
              if (!proof.proves(subtrees.hash(0, from), subtrees.hash(0, to))) {
                throw new CorruptEntryException(
                    "the first %d entries are not the beginning of %d".formatted(from, to));
              }
              return proof;
            });
  }

  private Uni<Void> readPage() {
    long from;
    synchronized (this) {
      from = size;
    }
    return leafHashes
        .page(log, from, PAGE_HASHES)
        .invoke(
            page -> {
              if (page.isEmpty()) {
                throw new CorruptEntryException("the store ends at entry " + from);
              }
              append(from, page);
            })
        .replaceWithVoid();
  }

  private synchronized void pageDone() {
    reading = null;
  }

  private Uni<PerfectSubtrees> subtrees(long first, long second) {
    return block(first >> BLOCK_LEVEL)
        .chain(
            one ->
                (first >> BLOCK_LEVEL == second >> BLOCK_LEVEL
                        ? Uni.createFrom().item(one)
                        : block(second >> BLOCK_LEVEL))
                    .map(
                        two -> {
                          Map<Long, List<Digest>> blocks = new TreeMap<>();
                          blocks.put(first >> BLOCK_LEVEL, one);
                          blocks.put(second >> BLOCK_LEVEL, two);
                          return (level, index) -> rootOf(level, index, blocks);
                        }));
  }

  private Uni<List<Digest>> block(long number) {
    synchronized (this) {
      if (number == size >> BLOCK_LEVEL) {
        return Uni.createFrom().item(List.copyOf(tail));
      }
    }
    return leafHashes.page(log, number << BLOCK_LEVEL, BLOCK_SIZE);
  }

  private Digest rootOf(int level, long index, Map<Long, List<Digest>> blocks) {
    if (level >= BLOCK_LEVEL) {
      synchronized (this) {
        return levels.get(level - BLOCK_LEVEL).get(index);
      }
    }
    int shift = BLOCK_LEVEL - level;
    List<Digest> block = blocks.getOrDefault(index >> shift, List.of());
    int start = (int) ((index - (index >> shift << shift)) << level);
    int end = start + (1 << level);
    if (end > block.size()) {
      throw new CorruptEntryException("leaf hashes are missing in block " + (index >> shift));
    }
    return rootOf(block.subList(start, end));
  }

  /// Adds a node to a level, and its parent to the next one when the pair is full.
  private void push(int level, Digest node) {
    if (level == levels.size()) {
      levels.add(new Column());
    }
    Column column = levels.get(level);
    column.add(node);
    long count = column.count();
    if (count % 2 == 0) {
      push(level + 1, Digest.ofNode(column.get(count - 2), node));
    }
  }

  private static Digest rootOf(List<Digest> leafHashes) {
    return Frontier.EMPTY.append(leafHashes).root();
  }

  /// The hashes of one level of a tree, 32 bytes each and no object for each.
  ///
  /// For one thread at a time.
  private static final class Column {

    static final int CHUNK_HASHES = 1 << 12;

    private final List<byte[]> chunks = new ArrayList<>();
    private long count;

    void add(Digest hash) {
      int within = (int) (count % CHUNK_HASHES);
      if (within == 0) {
        chunks.add(new byte[CHUNK_HASHES * Digest.SIZE_BYTES]);
      }
      hash.view().get(chunks.getLast(), within * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
      count++;
    }

    Digest get(long index) {
      if (index >= count) {
        throw new IndexOutOfBoundsException(index + " of " + count + " hashes");
      }
      byte[] chunk = chunks.get((int) (index / CHUNK_HASHES));
      int start = (int) (index % CHUNK_HASHES) * Digest.SIZE_BYTES;
      return Digest.of(Arrays.copyOfRange(chunk, start, start + Digest.SIZE_BYTES));
    }

    long count() {
      return count;
    }
  }
}
