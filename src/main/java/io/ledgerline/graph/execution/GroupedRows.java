package io.ledgerline.graph.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.jspecify.annotations.Nullable;

/// Rows that are grouped: what a group keeps is counted, once for each group, once for each
/// different value of a DISTINCT, for each text of GROUP_CONCAT, and for the longest value that
/// each of the others saw, which may be the one that it keeps.
///
/// Groups and values are told apart by 64 bits of hash, so that counting them takes little itself.
final class GroupedRows extends QueryIteratorWrapper {

  private static final int HASH_BYTES = 56;
  private static final int AGGREGATE_BYTES = 200;

  private final VarExprList keys;
  private final List<Aggregator> aggregators = new ArrayList<>();
  private final ExecutionContext execution;
  private final Budget.Account account;
  private final Set<Long> counted = new HashSet<>();
  private final Map<Long, Long> longest = new HashMap<>();

  GroupedRows(
      QueryIterator rows, OpGroup group, ExecutionContext execution, Budget.Account account) {
    super(rows);
    this.keys = group.getGroupVars();
    this.execution = execution;
    this.account = account;
    for (ExprAggregator each : group.getAggregators()) {
      aggregators.add(each.getAggregator());
    }
  }

  @Override
  protected Binding moveToNextBinding() {
    Binding row = super.moveToNextBinding();
    long key = 1;
    long keyBytes = 0;
    for (Var var : keys.getVars()) {
      Node value = value(keys.getExpr(var), var, row);
      key = RowHash.mixed(key, value);
      keyBytes += value == null ? 0 : Budget.bytes(value);
    }
    if (counted.add(key)) {
      account.hold(HASH_BYTES + keyBytes + (long) AGGREGATE_BYTES * (1 + aggregators.size()));
    }
    for (int i = 0; i < aggregators.size(); i++) {
      count(aggregators.get(i), RowHash.mixed(key, i + 1), row);
    }
    return row;
  }

  private void count(Aggregator aggregator, long key, Binding row) {
    String kind = aggregator.getClass().getSimpleName();
    boolean distinct = kind.endsWith("Distinct");
    if (!distinct && kind.startsWith("AggCount")) {
      return;
    }
    long hash = key;
    long bytes = 0;
    ExprList arguments = aggregator.getExprList();
    if (arguments == null) {
      hash = RowHash.mixed(hash, RowHash.of(row).hash());
      bytes = Budget.bytes(row);
    } else {
      for (Expr argument : arguments) {
        Node value = value(argument, row);
        hash = RowHash.mixed(hash, value);
        bytes += value == null ? 0 : Budget.bytes(value);
      }
    }
    if (distinct) {
      if (counted.add(hash)) {
        account.hold(bytes + HASH_BYTES);
      }
    } else if (kind.startsWith("AggGroupConcat")) {
      account.hold(bytes);
    } else {
      countLongest(key, bytes);
    }
  }

  private void countLongest(long key, long bytes) {
    long before = longest.getOrDefault(key, (long) AGGREGATE_BYTES);
    if (bytes > before) {
      longest.put(key, bytes);
      account.hold(bytes - before);
    }
  }

  private @Nullable Node value(@Nullable Expr expression, Var var, Binding row) {
    return expression == null ? row.get(var) : value(expression, row);
  }

  private @Nullable Node value(Expr expression, Binding row) {
    NodeValue value = ExprLib.evalOrNull(expression, row, execution);
    return value == null ? null : value.asNode();
  }
}
