package io.ledgerline.graph.execution;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;

/// What a graph says of the nodes that DESCRIBE asks for: the triples that they are the subjects
/// of, found lazily. The stock way builds all of it in memory first.
public final class DescribedTriples {

  private DescribedTriples() {}

  /// The triples, node by node.
  ///
  /// @param named the nodes that the query names
  /// @param rows the nodes that it finds are in these rows
  /// @param context of the query: the nodes that were described count in its budget
  public static Iterator<Triple> of(
      Graph graph, Collection<Node> named, RowSet rows, Context context) {
    PathWalk walk = new PathWalk(graph, Budget.of(context).open(), () -> {});
    Iterator<Node> found = Iter.flatMap(rows, row -> nodes(rows.getResultVars(), row));
    Iterator<Node> subjects = walk.distinct(Iter.concat(named.iterator(), found));
    return Iter.flatMap(subjects, node -> graph.find(node, Node.ANY, Node.ANY));
  }

  private static Iterator<Node> nodes(List<Var> vars, Binding row) {
    return vars.stream().map(row::get).filter(node -> node != null && !node.isLiteral()).iterator();
  }
}
