package io.ledgerline.ledger.check;

import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;

/// What is known of a tree without reading its entries: tiles.
@FunctionalInterface
public interface SubtreeRoots {

  /// The root over the leaves `index * 2^level` to `(index + 1) * 2^level - 1`, all of which are
  /// there.
  Uni<Digest> root(int level, long index);
}
