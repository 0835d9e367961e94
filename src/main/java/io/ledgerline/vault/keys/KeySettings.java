package io.ledgerline.vault.keys;

import java.time.Duration;

/// Limits and times of data keys.
///
/// @param periodMonths how many calendar months, UTC, one period key encrypts; 1 to 120
/// @param subjectKeyAgeMax how long after it was made a data subject's key encrypts; then the
///   subject gets another one. An erased subject's keys are destroyed after that
/// @param subjectsMax of how many data subjects the keys in use are kept in mind; one that is
///   forgotten gets another key
/// @param cachedKeysMax how many keys are kept in memory for reading
/// @param cacheAgeMax how long a key is read with before its file is looked at again
/// @param destroyDelay how long after its last use a key is destroyed at the earliest: longer than
///   any statement of an append can take, and than clocks of replicas differ
public record KeySettings(
    int periodMonths,
    Duration subjectKeyAgeMax,
    int subjectsMax,
    int cachedKeysMax,
    Duration cacheAgeMax,
    Duration destroyDelay) {

  /// What is not configured otherwise.
  public static final KeySettings DEFAULTS =
      new KeySettings(
          1, Duration.ofHours(1), 10_000, 10_000, Duration.ofMinutes(5), Duration.ofMinutes(5));

  private static final int PERIOD_MONTHS_MAX = 120;

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the period too long
  public KeySettings {
    if (periodMonths < 1 || periodMonths > PERIOD_MONTHS_MAX) {
      throw new IllegalArgumentException(
          "a period has 1 to " + PERIOD_MONTHS_MAX + " months, not " + periodMonths);
    }
    if (subjectsMax < 1
        || cachedKeysMax < 1
        || subjectKeyAgeMax.compareTo(Duration.ofMinutes(1)) < 0
        || cacheAgeMax.isNegative()
        || destroyDelay.compareTo(Duration.ofMinutes(2)) < 0) {
      throw new IllegalArgumentException(
          "data keys: at least 1 subject, 1 key in memory, PT1M of use, PT2M before destruction");
    }
  }
}
