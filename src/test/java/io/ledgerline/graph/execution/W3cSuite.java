package io.ledgerline.graph.execution;

import io.ledgerline.house.SharedFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sys.JenaSystem;

/// Query evaluation tests of w3c/rdf-tests, read from a manifest that is not part of the project.
public final class W3cSuite {

  static {
    JenaSystem.init();
  }

  private static final String MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
  private static final String QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
  private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

  private W3cSuite() {}

  /// One test.
  ///
  /// @param data the files of the default graph
  /// @param named the files of the named graphs, by the IRI that the query knows them under
  /// @param result the expected table or graph
  public record Case(
      String name, Path query, List<Path> data, Map<String, Path> named, Path result) {

    @Override
    public String toString() {
      return name;
    }
  }

  /// The tests of a folder of `vectors/w3c-sparql11`; the test that asks is skipped without it.
  public static List<Case> cases(String folder) {
    Path manifest = SharedFiles.require("vectors/w3c-sparql11/" + folder + "/manifest.ttl");
    Graph graph = RDFDataMgr.loadGraph(manifest.toUri().toString());
    List<Case> cases = new ArrayList<>();
    for (String type : List.of("QueryEvaluationTest", "CSVResultFormatTest")) {
      graph
          .find(Node.ANY, NodeFactory.createURI(TYPE), NodeFactory.createURI(MF + type))
          .mapWith(Triple::getSubject)
          .forEachRemaining(test -> cases.add(read(graph, test)));
    }
    cases.sort((a, b) -> a.name().compareTo(b.name()));
    return cases;
  }

  private static Case read(Graph graph, Node test) {
    Node action = object(graph, test, MF + "action");
    Map<String, Path> named = new LinkedHashMap<>();
    for (Node file : objects(graph, action, QT + "graphData")) {
      named.put(file.getURI(), path(file));
    }
    return new Case(
        object(graph, test, MF + "name").getLiteralLexicalForm(),
        path(object(graph, action, QT + "query")),
        objects(graph, action, QT + "data").stream().map(W3cSuite::path).toList(),
        named,
        path(object(graph, test, MF + "result")));
  }

  private static Path path(Node file) {
    return Path.of(URI.create(file.getURI()));
  }

  private static Node object(Graph graph, Node subject, String predicate) {
    return objects(graph, subject, predicate).getFirst();
  }

  private static List<Node> objects(Graph graph, Node subject, String predicate) {
    List<Node> found = new ArrayList<>();
    Iterator<Triple> triples = graph.find(subject, NodeFactory.createURI(predicate), Node.ANY);
    triples.forEachRemaining(triple -> found.add(triple.getObject()));
    return found;
  }
}
