package io.ledgerline.sparql.describe;

import io.ledgerline.graph.Iris;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;

/// What the endpoint can do, and over which graphs (SPARQL 1.1 Service Description). Every node has
/// a name.
final class ServiceDescription {

  private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
  private static final String FORMATS = "http://www.w3.org/ns/formats/";
  private static final List<String> RESULT_FORMATS =
      List.of(
          "SPARQL_Results_JSON",
          "SPARQL_Results_XML",
          "SPARQL_Results_CSV",
          "SPARQL_Results_TSV",
          "Turtle",
          "N-Triples",
          "N-Quads",
          "TriG",
          "JSON-LD",
          "RDF_XML");

  private ServiceDescription() {}

  /// The description.
  ///
  /// @param named the IRIs of the named graphs
  static Graph of(String endpoint, List<String> named) {
    Statements statements = new Statements();
    Node service = Iris.node(endpoint + "#service");
    Node dataset = Iris.node(endpoint + "#dataset");
    Node defaultGraph = Iris.node(endpoint + "#default-graph");
    statements
        .add(service, Statements.TYPE, term("Service"))
        .add(service, term("endpoint"), Iris.node(endpoint))
        .add(service, term("supportedLanguage"), term("SPARQL11Query"))
        .add(service, term("defaultDataset"), dataset)
        .add(dataset, Statements.TYPE, term("Dataset"))
        .add(dataset, term("defaultGraph"), defaultGraph)
        .add(defaultGraph, Statements.TYPE, term("Graph"));
    for (String format : RESULT_FORMATS) {
      statements.add(service, term("resultFormat"), Iris.node(FORMATS + format));
    }
    for (int i = 0; i < named.size(); i++) {
      Node graph = Iris.node(endpoint + "#named-graph-" + (i + 1));
      statements
          .add(dataset, term("namedGraph"), graph)
          .add(graph, Statements.TYPE, term("NamedGraph"))
          .add(graph, term("name"), Iris.node(named.get(i)));
    }
    return statements.graph();
  }

  private static Node term(String name) {
    return Iris.node(SD + name);
  }
}
