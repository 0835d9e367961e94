package io.ledgerline.sweep;

import java.time.Duration;

/// When the log is hashed again, and how much of it.
///
/// @param interval between two sweeps
/// @param firstAfter how long after the log began the first one is due
/// @param fullInterval between two sweeps of everything; in between a sweep takes what is new
/// @param ranges how many ranges of 16,384 entries such a sweep takes besides, at random
/// @param leaseDuration for how long a replica does it alone before it has to say so again
public record SweepSettings(
    Duration interval,
    Duration firstAfter,
    Duration fullInterval,
    int ranges,
    Duration leaseDuration) {

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if a duration is not positive, or the ranges or the first
  ///   wait are negative
  public SweepSettings {
    if (!interval.isPositive() || !fullInterval.isPositive() || !leaseDuration.isPositive()) {
      throw new IllegalArgumentException("the durations of a sweep are positive");
    }
    if (ranges < 0 || firstAfter.isNegative()) {
      throw new IllegalArgumentException(ranges + " ranges, after " + firstAfter);
    }
  }
}
