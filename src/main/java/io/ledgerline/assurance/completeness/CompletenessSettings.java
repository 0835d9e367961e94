package io.ledgerline.assurance.completeness;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is waited for, and for how long.
///
/// @param grace how long a missing number may still come, and a heartbeat may be late. Default 5
///   minutes
/// @param silentAfter how many intervals a producer may send nothing before it counts as silent.
///   Default 10
/// @param intervals the longest time between two events, for the key of a producer, or for
///   `key/stream`; a producer's own word comes first. Default none
/// @param streamsMax how many streams are watched; what comes after is not. Default 10,000
/// @param rangesMax how many missing ranges of one stream are waited for; the finding of one more
///   stays open for ever. Default 1,000
public record CompletenessSettings(
    Duration grace,
    int silentAfter,
    SortedMap<String, Duration> intervals,
    int streamsMax,
    int rangesMax) {

  /// Every default.
  public static final CompletenessSettings DEFAULTS =
      new CompletenessSettings(Duration.ofMinutes(5), 10, new TreeMap<>(), 10_000, 1_000);

  /// Copies the intervals and checks the numbers.
  ///
  /// @throws IllegalArgumentException if a number or a time is not positive
  public CompletenessSettings {
    intervals = Collections.unmodifiableSortedMap(new TreeMap<>(intervals));
    boolean isPositive = intervals.values().stream().allMatch(Duration::isPositive);
    if (grace.isNegative() || silentAfter < 1 || streamsMax < 1 || rangesMax < 1 || !isPositive) {
      throw new IllegalArgumentException(
          "grace %s, silent after %d intervals, %d streams, %d ranges, %s"
              .formatted(grace, silentAfter, streamsMax, rangesMax, intervals));
    }
  }
}
