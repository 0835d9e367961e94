package io.ledgerline.http.marquez;

import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;

/// What Marquez lets a client change, and a ledger does not.
final class Refusals {

  private Refusals() {}

  /// Nothing is deleted here.
  static ProblemException delete() {
    return of(
        "What producers said stays on record. A dataset or job that is gone is reported by an"
            + " OpenLineage event (lifecycleStateChange DROP); personal data is erased by POST"
            + " /api/v1/erasures.");
  }

  /// Tags come from producers.
  static ProblemException tag() {
    return of("Tags are what producers say: send an OpenLineage event with a tags facet.");
  }

  /// Namespaces, sources, jobs, datasets and runs come from events.
  static ProblemException change() {
    return of("Send an OpenLineage event to POST /api/v1/lineage: that is where it comes from.");
  }

  private static ProblemException of(String detail) {
    return new ProblemException(
        Problem.of(ProblemType.READ_ONLY, detail).withHeader(HttpHeaders.ALLOW, "GET, HEAD"));
  }
}
