package io.ledgerline.graph.execution;

import java.util.Iterator;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.apache.jena.sparql.path.Path;

/// Extends each row by the ends of a property path.
///
/// A path with one end known is walked from there; with both, from its subject; with none, from
/// every node where it can start.
final class PathRows extends QueryIterRepeatApply {

  private final TriplePath pattern;
  private final Budget.Account account;
  private final PathWalk walk;

  PathRows(TriplePath pattern, QueryIterator input, ExecutionContext execution) {
    super(input, execution);
    this.pattern = pattern;
    this.account = Budget.of(execution.getContext()).open();
    this.walk = new PathWalk(execution.getActiveGraph(), account, execution::checkCancelSignal);
  }

  /// Whether a pattern can be extended here: a path of SPARQL 1.1 between nodes or variables.
  static boolean supports(TriplePath pattern) {
    return pattern.getPath() != null
        && PathWalk.supports(pattern.getPath())
        && isEnd(pattern.getSubject())
        && isEnd(pattern.getObject());
  }

  @Override
  protected QueryIterator nextStage(Binding row) {
    account.close();
    return QueryIterPlainWrapper.create(rows(row), getExecContext());
  }

  @Override
  protected void closeSubIterator() {
    account.close();
    super.closeSubIterator();
  }

  private Iterator<Binding> rows(Binding row) {
    Node subject = Var.lookup(row, pattern.getSubject());
    Node object = Var.lookup(row, pattern.getObject());
    Path path = pattern.getPath();
    if (!subject.isVariable()) {
      return object.isVariable()
          ? extended(row, Var.alloc(object), walk.from(subject, path, true))
          : arrivals(row, subject, object);
    }
    return object.isVariable()
        ? allRows(row, Var.alloc(subject), Var.alloc(object))
        : extended(row, Var.alloc(subject), walk.from(object, path, false));
  }

  private static Iterator<Binding> extended(Binding row, Var end, Iterator<Node> nodes) {
    return Iter.map(nodes, node -> BindingFactory.binding(row, end, node));
  }

  /// The row, as often as the path leads to its object.
  private Iterator<Binding> arrivals(Binding row, Node subject, Node object) {
    if (subject.equals(object) && !isInGraph(subject)) {
      // By going nowhere it would be reached, but it is no node of this graph (apache/jena
      // GH-1868).
      return Iter.nullIterator();
    }
    Iterator<Node> hits = Iter.filter(walk.from(subject, pattern.getPath(), true), object::equals);
    Iterator<Node> counted = PathWalk.isDistinct(pattern.getPath()) ? Iter.limit(hits, 1) : hits;
    return Iter.map(counted, hit -> row);
  }

  private Iterator<Binding> allRows(Binding row, Var subject, Var object) {
    return Iter.flatMap(
        PathStarts.of(walk, pattern.getPath()), start -> rowsFrom(row, start, subject, object));
  }

  private Iterator<Binding> rowsFrom(Binding row, Node start, Var subject, Var object) {
    Binding started = BindingFactory.binding(row, subject, start);
    Iterator<Node> ends = walk.from(start, pattern.getPath(), true);
    return subject.equals(object)
        ? Iter.map(Iter.filter(ends, start::equals), end -> started)
        : extended(started, object, ends);
  }

  private boolean isInGraph(Node node) {
    Graph graph = walk.graph();
    return graph.contains(node, Node.ANY, Node.ANY) || graph.contains(Node.ANY, Node.ANY, node);
  }

  private static boolean isEnd(Node node) {
    return node.isVariable() || node.isConcrete();
  }
}
