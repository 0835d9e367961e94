package io.ledgerline.merkle;

/// The perfect subtrees of a tree whose tiles are at hand.
///
/// @param tiles where they come from
public record TiledSubtrees(Tiles tiles) implements PerfectSubtrees {

  /// Where tiles come from.
  @FunctionalInterface
  public interface Tiles {

    /// The tile at this place, full or as wide as it is.
    ///
    /// @param path of the full tile
    Tile tile(TilePath.Hashes path);
  }

  /// {@inheritDoc}
  ///
  /// @throws IndexOutOfBoundsException if the tile has not all of its hashes
  @Override
  public Digest root(int level, long index) {
    int above = level % TilePath.HEIGHT;
    int position = (int) (index << above) & (TilePath.FULL_WIDTH - 1);
    return tiles.tile(TilePath.Hashes.ofSubtree(level, index)).subtree(above, position);
  }
}
