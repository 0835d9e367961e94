package io.ledgerline.graph.execution;

import java.util.HashSet;
import java.util.Set;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;
import org.jspecify.annotations.Nullable;

/// Rows, each once, in the order of their first. Those that were seen are kept.
final class DistinctRows extends QueryIteratorWrapper {

  private final Budget.Account account;
  private final Set<RowHash> seen = new HashSet<>();
  private @Nullable Binding ready;

  DistinctRows(QueryIterator rows, Budget.Account account) {
    super(rows);
    this.account = account;
  }

  @Override
  protected boolean hasNextBinding() {
    while (ready == null && iterator.hasNext()) {
      Binding row = iterator.next();
      if (seen.add(RowHash.of(row))) {
        account.hold(Budget.bytes(row));
        ready = row;
      }
    }
    return ready != null;
  }

  @Override
  protected Binding moveToNextBinding() {
    Binding row = ready;
    ready = null;
    if (row == null) {
      throw new IllegalStateException("no row is ready");
    }
    return row;
  }
}
