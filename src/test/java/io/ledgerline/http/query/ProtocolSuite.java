package io.ledgerline.http.query;

import io.ledgerline.canon.Bytes;
import io.ledgerline.house.SharedFiles;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sys.JenaSystem;

/// The protocol tests of w3c/rdf-tests that are about queries, read from their manifest.
final class ProtocolSuite {

  static {
    JenaSystem.init();
  }

  private static final String MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
  private static final String HT = "http://www.w3.org/2011/http#";
  private static final String CNT = "http://www.w3.org/2011/content#";
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

  private final Graph manifest;

  private ProtocolSuite(Graph manifest) {
    this.manifest = manifest;
  }

  /// One request and what it must be answered with.
  ///
  /// @param statuses the classes of status that pass: 2, 3 or 4
  /// @param format `boolean`, `tabular` or `RDF`
  record Exchange(
      String name,
      String method,
      String path,
      Map<String, String> headers,
      Bytes body,
      List<Integer> statuses,
      Optional<String> format,
      Optional<Boolean> answer) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Path folder() {
    return SharedFiles.require("vectors/w3c-sparql11/protocol");
  }

  /// The tests of the query operation.
  static List<Exchange> queries() {
    String file = folder().resolve("manifest.ttl").toUri().toString();
    ProtocolSuite suite = new ProtocolSuite(RDFDataMgr.loadGraph(file));
    List<Exchange> exchanges = new ArrayList<>();
    suite
        .manifest
        .find(Node.ANY, iri(RDF + "type"), iri(MF + "ProtocolTest"))
        .mapWith(Triple::getSubject)
        .filterKeep(test -> test.getLocalName().matches("(bad_)?(query|multiple_queries).*"))
        .forEachRemaining(test -> suite.read(test, exchanges));
    exchanges.sort((a, b) -> a.name().compareTo(b.name()));
    return exchanges;
  }

  private void read(Node test, List<Exchange> exchanges) {
    Node connection = one(test, MF + "action").orElseThrow();
    for (Node request : list(one(connection, HT + "requests").orElseThrow())) {
      Map<String, String> headers = new LinkedHashMap<>();
      one(request, HT + "headers")
          .ifPresent(
              all ->
                  list(all)
                      .forEach(
                          header ->
                              headers.put(
                                  text(header, HT + "fieldName").orElseThrow(),
                                  text(header, HT + "fieldValue").orElseThrow())));
      Node response = one(request, HT + "resp").orElseThrow();
      exchanges.add(
          new Exchange(
              test.getLocalName(),
              text(request, HT + "methodName").orElseThrow(),
              text(request, HT + "absolutePath").orElseThrow(),
              headers,
              Bytes.owned(body(request)),
              statuses(response),
              text(response, MF + "expectedFormat"),
              text(response, MF + "expectedBoolean").map(Boolean::valueOf)));
    }
  }

  private byte[] body(Node request) {
    return one(request, HT + "body")
        .map(
            body -> {
              String encoding = text(body, CNT + "characterEncoding").orElse("UTF-8");
              return text(body, CNT + "chars").orElseThrow().getBytes(Charset.forName(encoding));
            })
        .orElse(new byte[0]);
  }

  private List<Integer> statuses(Node response) {
    List<Integer> classes = new ArrayList<>();
    manifest
        .find(response, iri(MF + "expectedStatus"), Node.ANY)
        .forEachRemaining(
            triple ->
                classes.add(
                    Integer.valueOf(
                        triple.getObject().getURI().replaceFirst(".*StatusCode(\\d).*", "$1"))));
    return classes;
  }

  private Optional<String> text(Node subject, String predicate) {
    return one(subject, predicate).map(Node::getLiteralLexicalForm);
  }

  private Optional<Node> one(Node subject, String predicate) {
    return manifest
        .find(subject, iri(predicate), Node.ANY)
        .mapWith(Triple::getObject)
        .nextOptional();
  }

  private List<Node> list(Node head) {
    List<Node> members = new ArrayList<>();
    for (Node at = head; !at.equals(iri(RDF + "nil")); ) {
      members.add(one(at, RDF + "first").orElseThrow());
      at = one(at, RDF + "rest").orElseThrow();
    }
    return members;
  }

  private static Node iri(String text) {
    return NodeFactory.createURI(text);
  }
}
