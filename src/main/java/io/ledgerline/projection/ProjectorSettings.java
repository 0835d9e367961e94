package io.ledgerline.projection;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.projection.facets.MappingRules;
import java.time.Duration;

/// How the follower goes along.
///
/// @param batchEntriesMax entries in one transaction at most; default 1,000
/// @param batchBytesMax bytes of payload in one transaction at most, but for a single entry that
///   has more; default 16 MiB
/// @param busyEntriesMin from so many waiting entries on, the follower does not wait; default 100
/// @param busyInterval between two commits at least, when less waits; default 250 ms
/// @param idleInterval between two commits at least, when fewer than `busyEntriesMin` entries came
///   in the last `busyInterval`; default 2 s. A commit costs some 280 KB of disk, however small
/// @param retryAfter after a failure, before the next attempt; default 1 s
/// @param readTimeout for the ledger to answer; default 30 s
/// @param upkeep when the graph is filled or copied anew, and how
/// @param rules what is chosen of how entries become quads
public record ProjectorSettings(
    int batchEntriesMax,
    long batchBytesMax,
    int busyEntriesMin,
    Duration busyInterval,
    Duration idleInterval,
    Duration retryAfter,
    Duration readTimeout,
    Upkeep upkeep,
    MappingRules rules) {

  /// The defaults.
  public static final ProjectorSettings DEFAULTS =
      new ProjectorSettings(
          1_000,
          16L << 20,
          100,
          Duration.ofMillis(250),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  /// When the graph is filled or copied anew, and how. It is copied when it has on disk more than
  /// `growthFactor` times what the last copy had, and `growthBytes`.
  ///
  /// @param growthFactor default 3
  /// @param growthBytes default 1 GiB
  /// @param fillEntriesMax entries in one transaction of a graph that is filled anew, whose bytes
  ///   are bounded as those of others; default 5,000
  /// @param freeBytesMin what is left free on the disk at least by a graph that is filled or
  ///   copied; default 512 MiB. The graph that answers leaves a quarter of that
  /// @param retryAfter after such a graph was given up, before the next one; default 5 min
  public record Upkeep(
      int growthFactor,
      long growthBytes,
      int fillEntriesMax,
      long freeBytesMin,
      Duration retryAfter) {

    /// The defaults.
    public static final Upkeep DEFAULTS =
        new Upkeep(3, 1L << 30, 5_000, 512L << 20, Duration.ofMinutes(5));

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if one is negative, or a batch has no entry
    public Upkeep {
      if (growthFactor < 0 || growthBytes < 0 || fillEntriesMax < 1 || freeBytesMin < 0) {
        throw new IllegalArgumentException("a size of the upkeep of the graph is negative");
      }
    }

    /// Whether a graph is to be copied.
    boolean isGrown(LineageGraph graph) {
      return graph.bytes() > growthFactor * graph.birth().compactedBytes() + growthBytes;
    }

    /// Whether there is too little room on its disk for another graph beside it.
    boolean isShortBeside(LineageGraph graph) {
      return graph.freeBytes() < freeBytesMin;
    }

    /// Whether there is too little room on its disk for the graph that answers.
    boolean isShort(LineageGraph graph) {
      return graph.freeBytes() < freeBytesMin / 4;
    }
  }

  /// With the default upkeep and rules.
  public ProjectorSettings(
      int batchEntriesMax,
      long batchBytesMax,
      int busyEntriesMin,
      Duration busyInterval,
      Duration idleInterval,
      Duration retryAfter,
      Duration readTimeout) {
    this(
        batchEntriesMax,
        batchBytesMax,
        busyEntriesMin,
        busyInterval,
        idleInterval,
        retryAfter,
        readTimeout,
        Upkeep.DEFAULTS,
        MappingRules.DEFAULTS);
  }

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if one is not positive
  public ProjectorSettings {
    if (batchEntriesMax < 1 || batchBytesMax < 1 || busyEntriesMin < 1) {
      throw new IllegalArgumentException("a batch has at least one entry and one byte");
    }
  }
}
