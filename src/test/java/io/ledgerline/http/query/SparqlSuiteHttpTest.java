package io.ledgerline.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.execution.W3cSuite;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.resultset.ResultsCompare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The W3C's tests of the protocol, the service description, property paths and the CSV and TSV
/// formats, over a real socket, with all limits on.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class SparqlSuiteHttpTest {

  private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "boolean",
          List.of(
              "application/sparql-results+json",
              "application/sparql-results+xml",
              "application/json",
              "application/xml"),
          "tabular",
          List.of(
              "application/sparql-results+json",
              "application/sparql-results+xml",
              "text/csv",
              "text/tab-separated-values"),
          "RDF",
          List.of(
              "text/turtle",
              "application/n-triples",
              "application/ld+json",
              "application/rdf+xml",
              "application/trig",
              "application/n-quads"));

  @TestHTTPResource("/")
  URI service;

  @Inject LineageGraph store;

  static List<ProtocolSuite.Exchange> protocol() {
    return ProtocolSuite.queries();
  }

  static List<W3cSuite.Case> paths() {
    return W3cSuite.cases("property-path");
  }

  static List<W3cSuite.Case> csvAndTsv() {
    return W3cSuite.cases("csv-tsv-res");
  }

  @Test
  void hasAllTestsOfTheQueryOperation() {
    // When
    TreeSet<String> names = new TreeSet<>();
    protocol().forEach(exchange -> names.add(exchange.name()));

    // Then
    assertThat(names).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("protocol")
  void answersARequestOfTheProtocolSuite(ProtocolSuite.Exchange exchange) throws IOException {
    // Given
    try (StoredGraphs graphs = new StoredGraphs(store)) {
      for (int i = 1; i <= 3; i++) {
        graphs.add(
            "http://kasei.us/2009/09/sparql/data/data%d.rdf".formatted(i),
            List.of(ProtocolSuite.folder().resolve("data" + i + ".nt")));
      }

      // When
      RawHttp.Answer answer =
          RawHttp.send(
              service,
              exchange.method(),
              exchange.path(),
              exchange.headers(),
              exchange.body().toArray());

      // Then
      assertThat(exchange.statuses()).as(answer.body()).contains(answer.status() / 100);
      exchange
          .format()
          .ifPresent(format -> assertThat(TYPES.get(format)).contains(answer.contentType()));
      exchange
          .answer()
          .ifPresent(
              expected ->
                  assertThat(ResultSetMgr.readBoolean(stream(answer.body()), ResultSetLang.RS_JSON))
                      .isEqualTo(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void answersAQueryOfThePropertyPathSuite(W3cSuite.Case test) throws IOException {
    // Given
    try (StoredGraphs graphs = new StoredGraphs(store)) {
      graphs.add("urn:test:default", test.data());
      test.named().forEach((name, file) -> graphs.add(name, List.of(file)));
      StringBuilder parameters = new StringBuilder("?default-graph-uri=urn:test:default");
      test.named().keySet().forEach(name -> parameters.append("&named-graph-uri=").append(name));

      // When
      RawHttp.Answer answer =
          RawHttp.send(
              service,
              "POST",
              "/sparql" + parameters,
              Map.of("Content-Type", "application/sparql-query"),
              query(test));

      // Then
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      if (Files.readString(test.query()).toLowerCase(Locale.ROOT).contains("\nask")) {
        assertThat(ResultSetMgr.readBoolean(stream(answer.body()), ResultSetLang.RS_JSON))
            .isEqualTo(ResultSetMgr.readBoolean(test.result().toUri().toString()));
      } else {
        RowSet found =
            RowSet.adapt(ResultSetMgr.read(stream(answer.body()), ResultSetLang.RS_JSON));
        RowSet expected = RowSet.adapt(ResultSetMgr.read(test.result().toUri().toString()));
        assertThat(ResultsCompare.equalsByValue(found.rewindable(), expected.rewindable()))
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("csvAndTsv")
  void writesTheValuesOfCsvAndTsvAsTheSuiteExpects(W3cSuite.Case test) throws IOException {
    // Given
    String format = test.result().toString().endsWith("csv") ? "csv" : "tsv";
    try (StoredGraphs graphs = new StoredGraphs(store)) {
      graphs.add("urn:test:default", test.data());

      // When
      RawHttp.Answer answer =
          RawHttp.send(
              service,
              "POST",
              "/sparql?default-graph-uri=urn:test:default&format=" + format,
              Map.of("Content-Type", "application/sparql-query"),
              query(test));

      // Then
      assertThat(answer.status()).isEqualTo(200);
      if (format.equals("tsv")) {
        RowSet found = RowSet.adapt(ResultSetMgr.read(stream(answer.body()), ResultSetLang.RS_TSV));
        RowSet expected =
            RowSet.adapt(
                ResultSetMgr.read(stream(Files.readString(test.result())), ResultSetLang.RS_TSV));
        assertThat(ResultsCompare.equalsByValue(found.rewindable(), expected.rewindable()))
            .isTrue();
      } else {
        assertThat(comparable(answer.body()))
            .isEqualTo(comparable(Files.readString(test.result())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/turtle", "application/rdf+xml", "application/ld+json", "*/*"})
  void describesItselfInRdfWithItsAddressAndItsGraphs(String accept) throws IOException {
    // When
    RawHttp.Answer answer =
        RawHttp.send(service, "GET", "/sparql", Map.of("Accept", accept), new byte[0]);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(TYPES.get("RDF")).contains(answer.contentType());
    Graph description = parse(answer);
    Node endpoint = description.find(Node.ANY, sd("endpoint"), Node.ANY).next().getObject();
    assertThat(endpoint.getURI()).endsWith("/sparql");
    assertThat(objects(description, "supportedLanguage")).contains(SD + "SPARQL11Query");
    assertThat(objects(description, "name"))
        .anyMatch(name -> name.endsWith("/graph/said"))
        .contains(endpoint.getURI() + "/.well-known/void");
    for (String each : List.of("defaultDataset", "defaultGraph", "namedGraph")) {
      for (String node : objects(description, each)) {
        assertThat(description.contains(NodeFactory.createURI(node), Node.ANY, Node.ANY)).isTrue();
      }
    }
    assertThat(objects(description, "feature")).isEmpty();
  }

  private static List<String> objects(Graph graph, String term) {
    return graph
        .find(Node.ANY, sd(term), Node.ANY)
        .mapWith(Triple::getObject)
        .mapWith(Node::getURI)
        .toList();
  }

  static Graph parse(RawHttp.Answer answer) {
    Graph graph = GraphFactory.createDefaultGraph();
    RDFParser.fromString(answer.body(), Lang.TURTLE)
        .lang(RDFLanguages.contentTypeToLang(answer.contentType()))
        .parse(graph);
    return graph;
  }

  private static byte[] query(W3cSuite.Case test) throws IOException {
    Path file = test.query();
    String text = "BASE <" + file.toUri() + ">\n" + Files.readString(file);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Sorted rows of CSV. Labels of blank nodes are anybody's choice (ARQ leaves `_:` out, and our
  /// graph has none), and the store keeps numbers by their value.
  private static List<String> comparable(String csv) {
    return csv.lines()
        .map(line -> line.replaceAll(",(_:a|b0)(,,)?$", ",blank$2"))
        .map(line -> line.replaceAll("1000000.0e0|1.0E6", "1.0e6"))
        .map(String::stripTrailing)
        .sorted()
        .toList();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node sd(String name) {
    return NodeFactory.createURI(SD + name);
  }
}
