package io.ledgerline.graph.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;
import org.jspecify.annotations.Nullable;

/// The first rows of an order. Only those are kept, and counted, that are among the first so far.
final class FirstRows extends QueryIteratorWrapper {

  private final Comparator<Binding> order;
  private final int count;
  private final boolean isEachOnce;
  private final Budget.Account account;
  private @Nullable Iterator<Binding> first;

  FirstRows(
      QueryIterator rows,
      Comparator<Binding> order,
      int count,
      boolean isEachOnce,
      Budget.Account account) {
    super(rows);
    this.order = order;
    this.count = count;
    this.isEachOnce = isEachOnce;
    this.account = account;
  }

  @Override
  protected boolean hasNextBinding() {
    return first().hasNext();
  }

  @Override
  protected Binding moveToNextBinding() {
    return first().next();
  }

  private Iterator<Binding> first() {
    Iterator<Binding> found = first;
    if (found == null) {
      List<Binding> kept = new ArrayList<>(kept());
      kept.sort(order);
      found = kept.iterator();
      first = found;
    }
    return found;
  }

  private PriorityQueue<Binding> kept() {
    PriorityQueue<Binding> kept = new PriorityQueue<>(order.reversed());
    while (count > 0 && iterator.hasNext()) {
      Binding row = iterator.next();
      boolean isFull = kept.size() == count;
      if ((isFull && order.compare(row, kept.element()) >= 0)
          || (isEachOnce && kept.contains(row))) {
        continue;
      }
      if (isFull) {
        account.release(Budget.bytes(kept.remove()));
      }
      account.hold(Budget.bytes(row));
      kept.add(row);
    }
    return kept;
  }
}
