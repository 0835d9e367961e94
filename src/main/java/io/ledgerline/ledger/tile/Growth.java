package io.ledgerline.ledger.tile;

import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The right edge of a growing tree: of each level the hashes that fill no tile yet, at most 255,
/// and the tiles that became full and are not kept yet.
///
/// For one thread at a time.
public final class Growth {

  private final List<List<Digest>> edges;
  private final Map<TilePath.Hashes, Tile> waiting = new LinkedHashMap<>();
  private long size;

  /// A tree that has been read.
  ///
  /// @param size how many leaves it has
  /// @param edges of each level, from 0 on, the hashes behind its last full tile
  public Growth(long size, List<List<Digest>> edges) {
    this.size = size;
    this.edges = new ArrayList<>();
    for (int level = 0; level < edges.size(); level++) {
      long expected = TilePath.Hashes.count(level, size) % TilePath.FULL_WIDTH;
      if (edges.get(level).size() != expected) {
        throw new IllegalArgumentException(
            "level %d of a tree of %d leaves ends with %d hashes, not %d"
                .formatted(level, size, expected, edges.get(level).size()));
      }
      this.edges.add(new ArrayList<>(edges.get(level)));
    }
  }

  /// How many leaves it has.
  public long size() {
    return size;
  }

  /// Adds a leaf.
  public void append(Digest leafHash) {
    push(0, leafHash);
    size++;
  }

  /// A tile that is not kept: one of the edge, or one that waits to be.
  ///
  /// @param full the path that it has, or will have, when it is full
  Optional<Tile> tile(TilePath.Hashes full) {
    long count = TilePath.Hashes.count(full.level(), size);
    if (full.level() < edges.size() && full.index() == count / TilePath.FULL_WIDTH) {
      List<Digest> edge = edges.get(full.level());
      return edge.isEmpty() ? Optional.empty() : Optional.of(Tile.of(edge));
    }
    return Optional.ofNullable(waiting.get(full));
  }

  /// The tiles that became full and are not kept yet.
  public Map<TilePath.Hashes, Tile> waiting() {
    return new LinkedHashMap<>(waiting);
  }

  int waitingCount() {
    return waiting.size();
  }

  /// These are kept now.
  public void kept(Iterable<TilePath.Hashes> paths) {
    paths.forEach(waiting::remove);
  }

  private void push(int level, Digest hash) {
    if (level == edges.size()) {
      edges.add(new ArrayList<>());
    }
    List<Digest> edge = edges.get(level);
    edge.add(hash);
    if (edge.size() == TilePath.FULL_WIDTH) {
      Tile tile = Tile.of(edge);
      edge.clear();
      long index = TilePath.Hashes.count(level, size + 1) / TilePath.FULL_WIDTH - 1;
      waiting.put(new TilePath.Hashes(level, index, TilePath.FULL_WIDTH), tile);
      push(level + 1, tile.root());
    }
  }
}
