package io.ledgerline.projection;

import io.ledgerline.entry.UnitSet;

/// Is told what was erased, so that copies elsewhere go too.
@FunctionalInterface
public interface ErasureListener {

  /// Whoever does nothing.
  ErasureListener NOBODY = (erasure, units) -> {};

  /// Called on the projector's thread for each erasure entry, before the graph is past it; again
  /// for the same one after a restart, and when the graph is filled anew. What it throws is tried
  /// again.
  ///
  /// @param erasure the index of the erasure entry
  /// @param units what it erased
  void erased(long erasure, UnitSet units);
}
