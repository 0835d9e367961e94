package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.util.Map;

/// The lineage graph.
public interface GraphConfig {

  /// How many nodes are kept in memory in each direction, about 1 KB each.
  @WithDefault("100000")
  int nodeCacheEntries();

  /// The pairs of input and output of a run, or of a job, up to which what came from what is stored
  /// pair by pair.
  @WithDefault("64")
  int derivationsMax();

  /// For a facet, by its key or by slot and key, and for a JSON pointer into it, the IRI of the
  /// property that its value becomes.
  Map<String, Map<String, String>> facets();
}
