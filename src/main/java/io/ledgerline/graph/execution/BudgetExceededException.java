package io.ledgerline.graph.execution;

import org.apache.jena.query.QueryCancelledException;

/// A query would keep more in memory than its [Budget], or take more than it may for one value.
///
/// A cancellation, because FILTER takes any other exception for a row that does not match.
public final class BudgetExceededException extends QueryCancelledException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BudgetExceededException(String reason) {
    this.reason = reason;
  }

  BudgetExceededException(long bytesMax) {
    this(
        "the query would keep more than "
            + (bytesMax >> 20)
            + " MiB in memory, in a path, or to sort, group, join or compare rows, or to build a"
            + " graph; ask about less at a time");
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
