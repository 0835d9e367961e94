package io.ledgerline.http.sparql;

import io.ledgerline.http.Problem;
import io.ledgerline.http.ProblemType;
import io.ledgerline.sparql.Refusal;
import java.time.Duration;

/// What a [Refusal] is over HTTP.
final class SparqlProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private SparqlProblems() {}

  static Problem of(Refusal refusal) {
    ProblemType type = type(refusal.kind());
    String detail = refusal.detail();
    Problem problem = Problem.of(type, detail.isEmpty() ? type.title() : detail);
    return refusal.kind() == Refusal.Kind.OVERLOADED ? problem.retryAfter(RETRY_AFTER) : problem;
  }

  private static ProblemType type(Refusal.Kind kind) {
    return switch (kind) {
      case MALFORMED_REQUEST -> ProblemType.MALFORMED_REQUEST;
      case SYNTAX -> ProblemType.MALFORMED_QUERY;
      case UPDATE -> ProblemType.UPDATE_REFUSED;
      case FORBIDDEN -> ProblemType.QUERY_REFUSED;
      case TOO_LARGE -> ProblemType.QUERY_TOO_LARGE;
      case WRONG_MEDIA_TYPE -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case NO_FORMAT -> ProblemType.NOT_ACCEPTABLE;
      case NO_GRAPH -> ProblemType.NOT_FOUND;
      case OVERLOADED -> ProblemType.OVERLOADED;
      case STOPPED -> ProblemType.QUERY_STOPPED;
      case TIMED_OUT -> ProblemType.QUERY_TIMED_OUT;
      case TOO_MANY_ROWS -> ProblemType.TOO_MANY_ROWS;
      case TOO_DEEP -> ProblemType.QUERY_TOO_DEEP;
      case HOLDS_TOO_MUCH -> ProblemType.QUERY_HOLDS_TOO_MUCH;
      case FAILED -> ProblemType.INTERNAL;
    };
  }
}
