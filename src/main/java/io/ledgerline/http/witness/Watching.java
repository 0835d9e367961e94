package io.ledgerline.http.witness;

import io.ledgerline.anchor.watch.LogWatch;
import java.util.Optional;

/// Whether this service is a witness, and how much it reads.
///
/// @param watch empty where no logs are configured: then nothing is there
/// @param bodyBytesMax the largest submission, in bytes; 16 KiB
public record Watching(Optional<LogWatch> watch, int bodyBytesMax) {

  /// Checks the limit.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public Watching {
    if (bodyBytesMax < 1) {
      throw new IllegalArgumentException("a submission of " + bodyBytesMax + " bytes");
    }
  }
}
