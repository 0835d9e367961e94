package io.ledgerline.lineage;

/// Which way to walk.
public enum Direction {
  /// To what the start rests on.
  UPSTREAM,
  /// To what rests on the start.
  DOWNSTREAM,
  /// Both, each from the start.
  BOTH
}
