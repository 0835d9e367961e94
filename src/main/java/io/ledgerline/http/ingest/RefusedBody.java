package io.ledgerline.http.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.http.Problem;

/// Ends the reading of a body that is refused for good, with what is to be kept of it.
final class RefusedBody extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Bytes sent;

  /// A refusal.
  ///
  /// @param sent the bytes on the wire, or their beginning
  RefusedBody(Problem problem, Bytes sent) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
    this.sent = sent;
  }

  Problem problem() {
    return problem;
  }

  Bytes sent() {
    return sent;
  }
}
