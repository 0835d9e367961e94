package io.ledgerline.graph.execution;

import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.graph.GraphWrapper;
import org.apache.jena.util.iterator.ExtendedIterator;

/// A graph that counts the triples that are taken from it, and can do something at one of them.
final class CountingGraph extends GraphWrapper {

  private long triples;
  private long at = Long.MAX_VALUE;
  private Runnable then = () -> {};

  CountingGraph(Graph graph) {
    super(graph);
  }

  /// A chain `urn:n:0 urn:next urn:n:1 …` of so many links.
  static CountingGraph chain(int links) {
    Graph graph = GraphFactory.createDefaultGraph();
    for (int i = 0; i < links; i++) {
      graph.add(node(i), NEXT, node(i + 1));
    }
    return new CountingGraph(graph);
  }

  static final Node NEXT = NodeFactory.createURI("urn:next");

  static Node node(int number) {
    return NodeFactory.createURI("urn:n:" + number);
  }

  long triples() {
    return triples;
  }

  /// Does something when so many triples have been taken.
  void at(long count, Runnable action) {
    at = count;
    then = action;
  }

  @Override
  public ExtendedIterator<Triple> find(Triple pattern) {
    return counted(super.find(pattern));
  }

  @Override
  public ExtendedIterator<Triple> find(Node s, Node p, Node o) {
    return counted(super.find(s, p, o));
  }

  private ExtendedIterator<Triple> counted(ExtendedIterator<Triple> found) {
    return found.mapWith(
        triple -> {
          if (++triples == at) {
            then.run();
          }
          return triple;
        });
  }
}
