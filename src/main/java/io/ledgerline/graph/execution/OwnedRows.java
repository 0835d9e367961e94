package io.ledgerline.graph.execution;

import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;

/// The rows of an operator that keeps something: what it kept is given up when they end.
final class OwnedRows extends QueryIteratorWrapper {

  private final Budget.Account account;

  OwnedRows(QueryIterator rows, Budget.Account account) {
    super(rows);
    this.account = account;
  }

  @Override
  protected void closeIterator() {
    super.closeIterator();
    account.close();
  }
}
