package io.ledgerline.assurance.completeness;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is waited for, for how long, and how much of it at once.
///
/// @param grace how long a missing number may still come, and a heartbeat may be late. Default 5
///   minutes
/// @param silentAfter how many intervals a producer may send nothing before it counts as silent.
///   Default 10
/// @param intervals the longest time between two events, for the key of a producer, or for
///   `key/stream`; a producer's own word comes first. Default none
/// @param limits how much is watched at once
public record CompletenessSettings(
    Duration grace, int silentAfter, SortedMap<String, Duration> intervals, Limits limits) {

  /// Every default.
  public static final CompletenessSettings DEFAULTS =
      new CompletenessSettings(
          Duration.ofMinutes(5), 10, new TreeMap<>(), new Limits(10_000, 100, 3_000, 1_000));

  /// How much is watched at once. Streams that the intervals name always have a place, and take
  /// none from others.
  ///
  /// @param streams of all producers. Default 10,000
  /// @param streamsPerProducer of one producer. Default 100
  /// @param ranges of missing numbers that are waited for, of all streams. Default 3,000
  /// @param rangesPerStream of missing numbers that are waited for, of one stream. Default 1,000
  public record Limits(int streams, int streamsPerProducer, int ranges, int rangesPerStream) {

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is not positive
    public Limits {
      if (streams < 1 || streamsPerProducer < 1 || ranges < 1 || rangesPerStream < 1) {
        throw new IllegalArgumentException(
            "%d streams, %d per producer, %d ranges, %d per stream"
                .formatted(streams, streamsPerProducer, ranges, rangesPerStream));
      }
    }
  }

  /// Copies the intervals and checks the numbers.
  ///
  /// @throws IllegalArgumentException if a number or a time is not positive
  public CompletenessSettings {
    intervals = Collections.unmodifiableSortedMap(new TreeMap<>(intervals));
    boolean isPositive = intervals.values().stream().allMatch(Duration::isPositive);
    if (grace.isNegative() || silentAfter < 1 || !isPositive) {
      throw new IllegalArgumentException(
          "grace %s, silent after %d intervals, %s".formatted(grace, silentAfter, intervals));
    }
  }
}
