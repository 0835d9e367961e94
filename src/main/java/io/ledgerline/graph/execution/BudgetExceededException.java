package io.ledgerline.graph.execution;

import org.apache.jena.query.QueryExecException;

/// A query would keep more in memory than its [Budget], or take more than it may for one value.
public final class BudgetExceededException extends QueryExecException {

  private static final long serialVersionUID = 1L;

  BudgetExceededException(String message) {
    super(message);
  }

  BudgetExceededException(long bytesMax) {
    this(
        "the query would keep more than "
            + (bytesMax >> 20)
            + " MiB in memory, in a path, or to sort, group, join or compare rows; ask about less"
            + " at a time");
  }
}
