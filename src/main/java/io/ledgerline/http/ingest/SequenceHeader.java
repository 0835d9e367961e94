package io.ledgerline.http.ingest;

import io.ledgerline.entry.number.Numbering;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.intake.number.NumberBeside;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// The header with the number that a producer gives an event, or the first event of a batch.
final class SequenceHeader {

  private SequenceHeader() {}

  /// What the header says; empty where there is none.
  ///
  /// @throws ProblemException 400 if it is no number
  static Optional<Numbering> read(HttpServerRequest request) {
    try {
      return NumberBeside.read(request.headers().getAll(NumberBeside.NAME));
    } catch (IllegalArgumentException refused) {
      throw new ProblemException(
          ProblemType.MALFORMED_REQUEST, String.valueOf(refused.getMessage()));
    }
  }
}
