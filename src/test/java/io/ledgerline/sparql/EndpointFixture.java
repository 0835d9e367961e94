package io.ledgerline.sparql;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// An endpoint over a real store: a chain of 2,000 nodes, and one triple in another graph.
abstract class EndpointFixture {

  static final int NODES = 2_000;
  static final SparqlSettings SETTINGS =
      new SparqlSettings(
          "https://ledger.example/sparql",
          1,
          1,
          64 << 20,
          Duration.ofMinutes(1),
          128 << 10,
          50_000,
          100,
          8 << 20);

  @TempDir private static Path directory;
  static LineageGraph graph;

  SparqlEndpoint endpoint = new SparqlEndpoint(graph, SETTINGS);

  @BeforeAll
  static void openGraph() {
    graph = chain(directory);
  }

  @AfterAll
  static void closeGraph() {
    graph.close();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  RecordingSink ask(String query, String format) throws InterruptedException {
    return run(new SparqlRequest(query, List.of(), List.of(), Optional.of(format), false));
  }

  RecordingSink run(SparqlRequest request) throws InterruptedException {
    RecordingSink sink = new RecordingSink();
    endpoint.ask(guarded(request), sink);
    return sink.await();
  }

  static GuardedQuery guarded(String query, String format) {
    return guarded(new SparqlRequest(query, List.of(), List.of(), Optional.of(format), false));
  }

  private static GuardedQuery guarded(SparqlRequest request) {
    Checked<GuardedQuery> checked = new QueryGuard(SETTINGS).check(request, "");
    return ((Checked.Passed<GuardedQuery>) checked).value();
  }

  void restart(SparqlSettings settings) {
    endpoint.close();
    endpoint = new SparqlEndpoint(graph, settings);
  }

  /// The graph of these tests.
  static LineageGraph chain(Path directory) {
    LineageGraph graph =
        LineageGraph.open(GraphSettings.in(directory), new Iris("https://ledger.example"));
    List<Quad> quads = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      quads.add(
          Quad.create(
              Quad.defaultGraphIRI,
              Iris.node("urn:n:" + i),
              Iris.node("urn:next"),
              Iris.node("urn:n:" + (i + 1))));
    }
    quads.add(
        Quad.create(
            Iris.node("urn:g"), Iris.node("urn:s"), Iris.node("urn:p"), Iris.node("urn:in-g")));
    graph.write(
        Optional.empty(),
        new GraphChange(List.of(), quads),
        new Cursor("log", 7, "ab".repeat(32), 1));
    return graph;
  }
}
