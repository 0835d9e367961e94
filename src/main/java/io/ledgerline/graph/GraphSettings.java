package io.ledgerline.graph;

import java.nio.file.Path;

/// How a graph is kept.
///
/// @param directory of this graph alone; made if it is not there
/// @param nodeCacheEntries how many nodes are kept in memory in each direction, about 1 KB each;
///   default 100,000. TDB2's own default, a million, may take 1.5 GB of heap
public record GraphSettings(Path directory, int nodeCacheEntries) {

  /// The default of `nodeCacheEntries`.
  public static final int NODE_CACHE_ENTRIES = 100_000;

  /// Checks the size.
  ///
  /// @throws IllegalArgumentException if the cache has no entries
  public GraphSettings {
    if (nodeCacheEntries < 1) {
      throw new IllegalArgumentException("a node cache has entries, not " + nodeCacheEntries);
    }
  }

  /// The defaults, in this directory.
  public static GraphSettings in(Path directory) {
    return new GraphSettings(directory, NODE_CACHE_ENTRIES);
  }
}
