package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.tile.Growth;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.TilePath;
import java.util.ArrayList;
import java.util.List;

/// The tiles above those of the leaf hashes, which several ranges share, against what the ranges
/// give. As soon as a range is left out, nothing is compared any more: what was taken from these
/// tiles has to give the root.
///
/// For one thread at a time, which waits for the store.
final class UpperTiles {

  private final TileComparison.Kept kept;
  private final Growth growth = new Growth(0, List.of());

  /// Begins with no tile.
  UpperTiles(TileComparison.Kept kept) {
    this.kept = kept;
  }

  /// Takes the roots of a range's tiles; those behind a gap are passed over.
  ///
  /// @param from the first index of the range
  /// @return what does not fit of the tiles that became full
  List<Finding> join(long from, List<Digest> roots) {
    List<Finding> findings = new ArrayList<>();
    if (from / TilePath.FULL_WIDTH != growth.size()) {
      return findings;
    }
    roots.forEach(growth::append);
    growth
        .waiting()
        .forEach(
            (below, tile) -> {
              TilePath path =
                  new TilePath.Hashes(below.level() + 1, below.index(), below.width());
              kept.fault(path, Bytes.owned(tile.toArray())).ifPresent(findings::add);
            });
    growth.kept(growth.waiting().keySet());
    return findings;
  }
}
