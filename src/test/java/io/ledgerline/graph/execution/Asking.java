package io.ledgerline.graph.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.main.OpExecutor;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;

/// Asks graphs, with our executor or with the stock one.
final class Asking {

  private Asking() {}

  /// A query as it runs here, with this budget.
  static QueryExec ours(Graph graph, String text, Budget budget) {
    Context context = ARQ.getContext().copy();
    QueryExecutor.applyTo(context);
    budget.applyTo(context);
    return execution(graph, text, context);
  }

  static List<String> ours(Graph graph, String text) {
    return rows(ours(graph, text, new Budget(Budget.BYTES_MAX)));
  }

  /// The rows as ARQ finds them by itself.
  static List<String> stock(Graph graph, String text) {
    Context context = ARQ.getContext().copy();
    QC.setFactory(context, OpExecutor.stdFactory);
    return rows(execution(graph, text, context));
  }

  /// The rows as text, sorted.
  static List<String> rows(QueryExec execution) {
    List<String> rows = new ArrayList<>();
    try (execution) {
      RowSet table = execution.select();
      table.forEachRemaining(row -> rows.add(text(table.getResultVars(), row)));
    }
    rows.sort(null);
    return rows;
  }

  private static String text(List<Var> vars, Binding row) {
    return vars.stream().map(var -> var + "=" + row.get(var)).collect(Collectors.joining(" "));
  }

  private static QueryExec execution(Graph graph, String text, Context context) {
    DatasetGraph dataset = DatasetGraphFactory.wrap(graph);
    Query query = QueryFactory.create(text, Syntax.syntaxSPARQL_12);
    return QueryExec.dataset(dataset).query(query).context(context).build();
  }
}
