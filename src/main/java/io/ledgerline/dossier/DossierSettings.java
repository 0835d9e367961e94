package io.ledgerline.dossier;

import java.nio.file.Path;
import java.time.Duration;

/// How documents are made and kept.
///
/// @param documents the directory of the [DocumentStore]
/// @param generator the program and its version, as documents and their entries name it
/// @param waitMax how long a request waits for the graph to follow the ledger
/// @param retryAfter when to come again after that
/// @param versionsMax how many dataset versions are followed upstream; a model that rests on more
///   gets no document
/// @param decisionsMax how many decisions a bundle holds: the newest
public record DossierSettings(
    Path documents,
    String generator,
    Duration waitMax,
    Duration retryAfter,
    int versionsMax,
    int decisionsMax) {

  /// Waits 5 s, asks for 2 s, follows 10,000 versions, and takes 1,000 decisions.
  public static DossierSettings defaults(Path documents, String generator) {
    return new DossierSettings(
        documents, generator, Duration.ofSeconds(5), Duration.ofSeconds(2), 10_000, 1_000);
  }

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if a limit is not positive; no decision at all is permitted
  public DossierSettings {
    if (!waitMax.isPositive() || !retryAfter.isPositive() || versionsMax < 1 || decisionsMax < 0) {
      throw new IllegalArgumentException("a limit of the documents is not positive");
    }
  }
}
