package io.ledgerline.graph.execution;

import java.util.Comparator;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpQuadPattern;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingComparator;
import org.apache.jena.sparql.engine.iterator.QueryIterGroup;
import org.apache.jena.sparql.engine.iterator.QueryIterMinus;
import org.apache.jena.sparql.engine.iterator.QueryIterSort;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;
import org.apache.jena.sparql.engine.join.Join;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.tdb2.solver.OpExecutorTDB2;

/// Executes queries in place of TDB2's own executor, which it extends.
///
/// Property paths are walked by [PathRows]: the stock evaluator takes one stack frame a hop, does
/// not notice that it was cancelled, and collects everything before the first row. A pattern
/// without rows to extend is not executed: the stock one fails on it (apache/jena GH-3751). Rows
/// that an operator keeps count in the query's [Budget], and none are written to disk.
public final class QueryExecutor extends OpExecutorTDB2 {

  private QueryExecutor(ExecutionContext execution) {
    super(execution);
  }

  /// Makes this the executor of the queries that run in a context: the global one, that of a
  /// dataset, or that of one query.
  public static void applyTo(Context context) {
    QC.setFactory(context, QueryExecutor::new);
    CheckedExpressions.applyTo(context);
  }

  @Override
  protected QueryIterator execute(OpPath op, QueryIterator input) {
    return PathRows.supports(op.getTriplePath())
        ? new PathRows(op.getTriplePath(), input, execCxt)
        : super.execute(op, input);
  }

  @Override
  protected QueryIterator execute(OpBGP op, QueryIterator input) {
    return input.hasNext() ? super.execute(op, input) : input;
  }

  @Override
  protected QueryIterator execute(OpQuadPattern op, QueryIterator input) {
    return input.hasNext() ? super.execute(op, input) : input;
  }

  @Override
  protected QueryIterator execute(OpFilter op, QueryIterator input) {
    boolean ofPattern = OpBGP.isBGP(op.getSubOp()) || op.getSubOp() instanceof OpQuadPattern;
    return !ofPattern || input.hasNext() ? super.execute(op, input) : input;
  }

  @Override
  protected QueryIterator execute(OpOrder op, QueryIterator input) {
    Budget.Account account = open();
    QueryIterator rows = new HeldRows(exec(op.getSubOp(), input), account);
    return new OwnedRows(new QueryIterSort(rows, op.getConditions(), execCxt), account);
  }

  /// ORDER BY with a small LIMIT.
  @Override
  protected QueryIterator execute(OpTopN op, QueryIterator input) {
    Budget.Account account = open();
    boolean isEachOnce = op.getSubOp() instanceof OpDistinct;
    Op of = op.getSubOp() instanceof OpDistinct distinct ? distinct.getSubOp() : op.getSubOp();
    Comparator<Binding> order = new BindingComparator(op.getConditions(), execCxt);
    return new OwnedRows(
        new FirstRows(exec(of, input), order, op.getLimit(), isEachOnce, account), account);
  }

  @Override
  protected QueryIterator execute(OpDistinct op, QueryIterator input) {
    Budget.Account account = open();
    return new OwnedRows(new DistinctRows(exec(op.getSubOp(), input), account), account);
  }

  @Override
  protected QueryIterator execute(OpGroup op, QueryIterator input) {
    Budget.Account account = open();
    QueryIterator rows = new GroupedRows(exec(op.getSubOp(), input), op, execCxt, account);
    return new OwnedRows(
        new QueryIterGroup(rows, op.getGroupVars(), op.getAggregators(), execCxt), account);
  }

  /// The left side is kept.
  @Override
  protected QueryIterator execute(OpJoin op, QueryIterator input) {
    Budget.Account account = open();
    QueryIterator left = new HeldRows(exec(op.getLeft(), input), account);
    QueryIterator right = exec(op.getRight(), root());
    return new OwnedRows(Join.join(left, right, execCxt), account);
  }

  /// The right side is kept.
  @Override
  protected QueryIterator execute(OpLeftJoin op, QueryIterator input) {
    Budget.Account account = open();
    QueryIterator left = exec(op.getLeft(), input);
    QueryIterator right = new HeldRows(exec(op.getRight(), root()), account);
    return new OwnedRows(Join.leftJoin(left, right, op.getExprs(), execCxt), account);
  }

  /// The right side is kept.
  @Override
  protected QueryIterator execute(OpMinus op, QueryIterator input) {
    Budget.Account account = open();
    QueryIterator left = exec(op.getLeft(), input);
    QueryIterator right = new HeldRows(exec(op.getRight(), root()), account);
    Set<Var> common = OpVars.visibleVars(op.getLeft());
    common.retainAll(OpVars.visibleVars(op.getRight()));
    return new OwnedRows(QueryIterMinus.create(left, right, common, execCxt), account);
  }

  private Budget.Account open() {
    return Budget.of(execCxt.getContext()).open();
  }

  /// The rows of an operator that keeps something: what it kept is given up when they end.
  private static final class OwnedRows extends QueryIteratorWrapper {

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
}
