package io.ledgerline.graph.execution;

import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;

/// Rows that somebody keeps, each of them: to sort them, or to join others with them.
final class HeldRows extends QueryIteratorWrapper {

  private final Budget.Account account;

  HeldRows(QueryIterator rows, Budget.Account account) {
    super(rows);
    this.account = account;
  }

  @Override
  protected Binding moveToNextBinding() {
    Binding row = super.moveToNextBinding();
    account.hold(Budget.bytes(row));
    return row;
  }
}
