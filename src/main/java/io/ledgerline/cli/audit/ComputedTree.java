package io.ledgerline.cli.audit;

import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The tree over leaf hashes that come tile by tile: its root, and the tiles above them.
final class ComputedTree {

  private final BiConsumer<TilePath.Hashes, Tile> above;
  private final List<List<Digest>> edges = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private Frontier frontier = Frontier.EMPTY;

  /// A tree without leaves.
  ///
  /// @param above takes every tile above level 0, full ones as soon as they are
  ComputedTree(BiConsumer<TilePath.Hashes, Tile> above) {
    this.above = above;
  }

  /// Takes the next tile of level 0; only the last one may be partial.
  void append(Tile tile) {
    if (tile.width() == TilePath.FULL_WIDTH) {
      frontier = frontier.join(Frontier.ofSubtree(TilePath.HEIGHT, tile.root()));
      push(1, tile.root());
    } else {
      frontier = frontier.append(hashes(tile, tile.width()));
    }
  }

  /// The root with the first hashes of a tile behind.
  Digest rootWith(Tile tile, int width) {
    return frontier.append(hashes(tile, width)).root();
  }

  /// Hands out the tiles above that are not full.
  ///
  /// @return the root
  Digest finish() {
    for (int level = 1; level <= edges.size(); level++) {
      List<Digest> edge = edges.get(level - 1);
      if (!edge.isEmpty()) {
        long index = counts.get(level - 1) / TilePath.FULL_WIDTH;
        above.accept(new TilePath.Hashes(level, index, edge.size()), Tile.of(edge));
      }
    }
    return frontier.root();
  }

  private void push(int level, Digest hash) {
    if (level > edges.size()) {
      edges.add(new ArrayList<>());
      counts.add(0L);
    }
    List<Digest> edge = edges.get(level - 1);
    edge.add(hash);
    long count = counts.get(level - 1) + 1;
    counts.set(level - 1, count);
    if (edge.size() == TilePath.FULL_WIDTH) {
      Tile tile = Tile.of(edge);
      edge.clear();
      long index = count / TilePath.FULL_WIDTH - 1;
      above.accept(new TilePath.Hashes(level, index, TilePath.FULL_WIDTH), tile);
      push(level + 1, tile.root());
    }
  }

  private static List<Digest> hashes(Tile tile, int width) {
    List<Digest> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      hashes.add(tile.hash(i));
    }
    return hashes;
  }
}
