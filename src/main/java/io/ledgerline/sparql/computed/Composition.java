package io.ledgerline.sparql.computed;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphMapLink;

/// The graphs that one query needs beside those of the store.
///
/// A query that names none of them runs over the store itself, which is faster.
public final class Composition {

  private final GraphNames names;
  private final Map<String, Graph> computed = new TreeMap<>();

  /// Makes the graphs that are named and not stored.
  ///
  /// @param asOf the index of the last entry that is taken into account; empty for all
  /// @throws NotAsOfException if one of them is of now alone
  public Composition(GraphNames names, ComputedGraphs graphs, OptionalLong asOf) {
    this.names = names;
    for (String iri : names.iris()) {
      graphs.find(iri, asOf).ifPresent(graph -> computed.put(iri, graph));
    }
  }

  /// The dataset that the query asks, within the store's transaction.
  public DatasetGraph over(DatasetGraph store) {
    if (computed.isEmpty()) {
      return store;
    }
    DatasetGraphMapLink composed = new DatasetGraphMapLink(store.getDefaultGraph());
    if (names.anyOther()) {
      store
          .listGraphNodes()
          .forEachRemaining(name -> composed.addGraph(name, store.getGraph(name)));
    }
    for (String iri : names.iris()) {
      Node name = NodeFactory.createURI(iri);
      Graph graph = computed.get(iri);
      composed.addGraph(name, graph == null ? store.getGraph(name) : graph);
    }
    return composed;
  }
}
