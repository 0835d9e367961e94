package io.ledgerline.assurance;

import java.time.Duration;

/// Limits of the follower.
///
/// @param pageEntries how many entries are read at once. Default 1,000
/// @param leaseDuration how long one replica follows alone before it has to say so again. Default 1
///   minute
/// @param timeout for the store to answer. Default 30 s
public record AssuranceSettings(int pageEntries, Duration leaseDuration, Duration timeout) {

  /// Every default.
  public static final AssuranceSettings DEFAULTS =
      new AssuranceSettings(1_000, Duration.ofMinutes(1), Duration.ofSeconds(30));

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is not positive
  public AssuranceSettings {
    if (pageEntries < 1 || leaseDuration.isNegative() || leaseDuration.isZero()) {
      throw new IllegalArgumentException(pageEntries + " entries, " + leaseDuration);
    }
  }
}
