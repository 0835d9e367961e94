package io.ledgerline.projection;

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
/// @param rules what is chosen of how entries become quads
public record ProjectorSettings(
    int batchEntriesMax,
    long batchBytesMax,
    int busyEntriesMin,
    Duration busyInterval,
    Duration idleInterval,
    Duration retryAfter,
    Duration readTimeout,
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

  /// With the default rules.
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
