package io.ledgerline.sparql.computed;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Graph;

/// Makes graphs that are not in the store, by their IRI.
@FunctionalInterface
public interface ComputedGraphs {

  /// No graph at all.
  ComputedGraphs NONE = iri -> Optional.empty();

  /// The graph of this name; empty if it is not one of these. Called on a query's thread before its
  /// transaction begins, and may block it.
  Optional<Graph> find(String iri);

  /// The first that knows a name makes its graph.
  static ComputedGraphs firstOf(List<ComputedGraphs> all) {
    List<ComputedGraphs> copied = List.copyOf(all);
    return iri ->
        copied.stream().map(graphs -> graphs.find(iri)).flatMap(Optional::stream).findFirst();
  }
}
