package io.ledgerline.sparql.describe;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.graph.GraphFactory;

/// A graph in the making.
final class Statements {

  static final Node TYPE = Iris.node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

  private final Graph graph = GraphFactory.createDefaultGraph();

  Statements add(Node subject, Node predicate, Node object) {
    graph.add(subject, predicate, object);
    return this;
  }

  Statements add(Node subject, Node predicate, long number) {
    return add(subject, predicate, Literals.integer(number));
  }

  Graph graph() {
    return graph;
  }
}
