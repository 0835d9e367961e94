package io.ledgerline.notify;

import java.time.Duration;

/// How webhooks are served.
///
/// @param retryMin after the first failure, before the next attempt; doubled with each further one
/// @param retryMax the longest such wait
/// @param idle how long to wait for new entries before the log is looked at again
/// @param leaseDuration how long one replica serves a webhook before it has to say so again
/// @param pageEntries how many entries are looked at at once
/// @param recordBytesMax the largest payload that is part of a notice, in bytes
/// @param storeTimeout for the database to answer
public record NotifySettings(
    Duration retryMin,
    Duration retryMax,
    Duration idle,
    Duration leaseDuration,
    int pageEntries,
    int recordBytesMax,
    Duration storeTimeout) {

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the waits are the wrong way round
  public NotifySettings {
    if (!retryMin.isPositive()
        || retryMax.compareTo(retryMin) < 0
        || !idle.isPositive()
        || !leaseDuration.isPositive()
        || !storeTimeout.isPositive()) {
      throw new IllegalArgumentException("the durations of a webhook are positive, and ordered");
    }
    if (pageEntries < 1 || recordBytesMax < 0) {
      throw new IllegalArgumentException(pageEntries + " entries, " + recordBytesMax + " bytes");
    }
  }

  /// How long to wait after so many failures in a row.
  Duration wait(int failures) {
    Duration wait = retryMin;
    for (int i = 1; i < failures && wait.compareTo(retryMax) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(retryMax) < 0 ? wait : retryMax;
  }
}
