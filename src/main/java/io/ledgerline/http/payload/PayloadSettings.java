package io.ledgerline.http.payload;

import java.time.Duration;

/// The limits of answers that are put together from graph and payloads.
///
/// @param pageMax items of one page
/// @param payloadsMax payloads that are read for the facets of one job, run or dataset
/// @param readTimeout for the ledger to answer with a payload
public record PayloadSettings(int pageMax, int payloadsMax, Duration readTimeout) {

  /// Checks that every limit lets something through.
  ///
  /// @throws IllegalArgumentException if a limit is not positive
  public PayloadSettings {
    if (pageMax < 1 || payloadsMax < 1 || !readTimeout.isPositive()) {
      throw new IllegalArgumentException("a limit of these answers is not positive");
    }
  }
}
