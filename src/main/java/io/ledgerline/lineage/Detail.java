package io.ledgerline.lineage;

/// How much an exact lineage tells apart.
public enum Detail {
  /// Versions are shown as their dataset and runs as their job, with the IRIs that were met.
  NAMED,
  /// Every version and every run is a node of its own.
  EACH
}
