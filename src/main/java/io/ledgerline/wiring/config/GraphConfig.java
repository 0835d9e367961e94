package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// The lineage graph.
public interface GraphConfig {

  /// How many nodes are kept in memory in each direction, about 1 KB each.
  @WithDefault("100000")
  int nodeCacheEntries();

  /// It is copied when it takes more than this times the room of the last copy, and
  /// `compaction-growth-bytes`.
  @WithDefault("3")
  int compactionGrowthFactor();

  /// See `compaction-growth-factor`.
  @WithDefault("1073741824")
  long compactionGrowthBytes();

  /// Entries in one transaction of a graph that is filled anew.
  @WithDefault("5000")
  int fillEntriesMax();

  /// What is left free on the disk, at least, by a graph that is filled or copied.
  @WithDefault("536870912")
  long freeBytesMin();

  /// After such a graph was given up, before the next one.
  @WithDefault("PT5M")
  Duration renewalRetryAfter();

  /// The pairs of input and output of a run, or of a job, up to which what came from what is stored
  /// pair by pair.
  @WithDefault("64")
  int derivationsMax();

  /// For a facet, by its key or by slot and key, and for a JSON pointer into it, the IRI of the
  /// property that its value becomes.
  Map<String, Map<String, String>> facets();
}
