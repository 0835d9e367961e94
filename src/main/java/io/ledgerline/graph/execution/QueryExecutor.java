package io.ledgerline.graph.execution;

import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpQuadPattern;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.tdb2.solver.OpExecutorTDB2;

/// Executes queries in place of TDB2's own executor, which it extends.
///
/// Property paths are walked by [PathRows]: the stock evaluator takes one stack frame a hop, does
/// not notice that it was cancelled, and collects everything before the first row. A pattern
/// without rows to extend is not executed: the stock one fails on it (apache/jena GH-3751).
public final class QueryExecutor extends OpExecutorTDB2 {

  private QueryExecutor(ExecutionContext execution) {
    super(execution);
  }

  /// Makes this the executor of the queries that run in a context: the global one, that of a
  /// dataset, or that of one query.
  public static void applyTo(Context context) {
    QC.setFactory(context, QueryExecutor::new);
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
}
