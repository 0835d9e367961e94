package io.ledgerline.graph.execution;

import org.apache.jena.query.QueryExecException;

/// A query would keep more in memory than its [Budget].
public final class BudgetExceededException extends QueryExecException {

  private static final long serialVersionUID = 1L;

  BudgetExceededException(long bytesMax) {
    super(
        "the query would keep more than "
            + (bytesMax >> 20)
            + " MiB in memory, in a path, or to sort, group, join or compare rows; ask about less"
            + " at a time");
  }
}
