package io.ledgerline.sparql.computed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.jena.graph.Graph;

/// Makes graphs that are not in the store, by their IRI.
@FunctionalInterface
public interface ComputedGraphs {

  /// No graph at all.
  ComputedGraphs NONE = (iri, asOf) -> Optional.empty();

  /// The graph of this name; empty if it is not one of these. Called on a query's thread before its
  /// transaction begins, and may block it.
  ///
  /// @param asOf the index of the last entry that is taken into account; empty for all
  /// @throws NotAsOfException if it is one of these, and is of now alone
  Optional<Graph> find(String iri, OptionalLong asOf);

  /// The first that knows a name makes its graph.
  static ComputedGraphs firstOf(List<ComputedGraphs> all) {
    List<ComputedGraphs> copied = List.copyOf(all);
    return (iri, asOf) ->
        copied.stream().map(graphs -> graphs.find(iri, asOf)).flatMap(Optional::stream).findFirst();
  }
}
