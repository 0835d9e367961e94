package io.ledgerline.http.query;

import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.projection.Projector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which part of the ledger an answer from the graph takes into account.
final class AsOf {

  /// The header with the index of the last entry that was taken into account.
  static final String POSITION = "X-Ledger-Position";

  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private AsOf() {}

  /// Waits until the graph has the entry that a client has just made.
  ///
  /// @param minSeq the parameter `min-seq`; null if there is none
  /// @throws ProblemException 400 if it is no number, 503 if it is not reached in time, and at once
  ///   if the ledger has no such entry: no thread waits for what a client made up
  static void await(Projector projector, @Nullable String minSeq) {
    if (minSeq == null) {
      return;
    }
    long index =
        StrictNumber.parse(minSeq)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "min-seq is a whole number from 0."));
    if (!projector.isSequenced(index)) {
      throw notYet(projector, "The ledger has no entry at min-seq yet");
    }
    if (!projector.awaitPosition(index, WAIT_MAX)) {
      throw notYet(projector, "The graph has not reached the position of min-seq");
    }
  }

  private static ProblemException notYet(Projector projector, String reason) {
    return new ProblemException(
        Problem.of(
                ProblemType.NOT_YET_PUBLISHED,
                reason + "; the graph stands at " + projector.position() + ".")
            .retryAfter(RETRY_AFTER));
  }
}
