package io.ledgerline.anchor.witness;

import java.time.Duration;

/// How witnesses are asked, and what happens where they do not answer.
///
/// @param roundMax how long one checkpoint waits for its quorum before a newer one is offered; 5 s
/// @param retryMin after a failure that may pass, before the witness is asked again; doubled with
///   each further one; 1 s
/// @param retryMax the longest such wait; 1 min
/// @param faultRetry after a refusal that an operator has to see to; 1 min
/// @param publishesUnwitnessed whether a checkpoint is published all the same where its quorum is
///   not met in time; false
public record WitnessSettings(
    Duration roundMax,
    Duration retryMin,
    Duration retryMax,
    Duration faultRetry,
    boolean publishesUnwitnessed) {

  /// The values named above.
  public static final WitnessSettings DEFAULTS =
      new WitnessSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          false);

  /// Checks that every time is usable.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the waits are in the wrong order
  public WitnessSettings {
    if (!roundMax.isPositive() || !retryMin.isPositive() || !faultRetry.isPositive()) {
      throw new IllegalArgumentException("every time is positive");
    }
    if (retryMax.compareTo(retryMin) < 0) {
      throw new IllegalArgumentException("the longest wait is not below the shortest");
    }
  }

  /// The wait after so many failures in a row, 1 or more.
  Duration wait(int failures) {
    Duration wait = retryMin;
    for (int i = 1; i < failures && wait.compareTo(retryMax) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(retryMax) < 0 ? wait : retryMax;
  }
}
