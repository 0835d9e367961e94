package io.ledgerline.sparql.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;

/// Questions to start from, as editors look for them: `sh:SPARQLExecutable`, in a graph of their
/// own.
final class Examples {

  /// What the IRI of the graph has after that of the endpoint.
  static final String SUFFIX = "/.well-known/sparql-examples";

  private static final String RESOURCE = "/ontology/examples.ttl";

  private Examples() {}

  /// The questions to an endpoint.
  static Graph graph(String endpoint) {
    Graph graph = GraphFactory.createDefaultGraph();
    try (InputStream in = Examples.class.getResourceAsStream(RESOURCE)) {
      RDFParser.source(in).lang(Lang.TURTLE).base(endpoint + SUFFIX).parse(graph);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return graph;
  }
}
