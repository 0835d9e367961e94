package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.world.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Following a ledger: exactly once, whatever happens to the graph meanwhile.
@Execution(ExecutionMode.CONCURRENT)
class ProjectorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ProjectorSettings SETTINGS =
      new ProjectorSettings(
          25,
          1 << 20,
          1,
          Duration.ZERO,
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofSeconds(30));

  @TempDir Path directory;
  private Ledger ledger;
  private Iris iris;
  private List<String> expected;

  @BeforeEach
  void fillALedger() {
    ledger = TestLedgers.open();
    iris = new Iris(ledger.genesis().baseIri());
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
    try (LineageGraph graph = open("expected")) {
      Rebuild.run(ledger, graph);
      expected = quads(graph);
    }
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @Test
  void makesTheGraphThatARebuildMakesPositionsIncluded() {
    try (LineageGraph graph = open("graph")) {
      // When
      follow(graph);

      // Then
      assertThat(quads(graph)).containsExactlyElementsOf(expected);
      assertThat(graph.cursor().map(Cursor::position)).contains(ledger.size() - 1);
    }
  }

  @Test
  void goesOnAfterARestartWithWhatCameMeanwhile() {
    // Given
    Ledger other = TestLedgers.open();
    try (LineageGraph graph = open("graph")) {
      LedgerFiller.append(other, Entries.creditScoringWithRecords().subList(0, 40));
      follow(other, graph);
    }
    LedgerFiller.append(other, Entries.creditScoringWithRecords().subList(40, 105));

    // When
    try (LineageGraph graph = open("graph")) {
      follow(other, graph);

      // Then
      assertThat(quads(graph)).containsExactlyElementsOf(expected);
    }
    other.close();
  }

  @Test
  void fillsAGraphAnewThatWasDeletedUnderAStoppedService() throws IOException {
    // Given
    try (LineageGraph graph = open("graph")) {
      follow(graph);
    }
    delete(directory.resolve("graph"));

    // When
    try (LineageGraph graph = open("graph")) {
      follow(graph);

      // Then
      assertThat(quads(graph)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void fillsAGraphAnewThatIsNotOfThisLedger() {
    Cursor own = cursorAtEnd();
    List<Cursor> foreign =
        List.of(
            new Cursor("another log", own.position(), own.leafHash(), own.mappingVersion()),
            new Cursor(own.log(), own.position(), "00".repeat(32), own.mappingVersion()),
            new Cursor(own.log(), own.position() + 1, own.leafHash(), own.mappingVersion()));
    for (Cursor cursor : foreign) {
      // Given
      try (LineageGraph graph = open("graph")) {
        graph.clear();
        graph.write(Optional.empty(), stray(), cursor);

        // When
        follow(graph);

        // Then
        assertThat(quads(graph)).as(cursor.toString()).containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void fillsAGraphAnewThatIsOfAnotherBaseIri() {
    // Given
    Iris other = new Iris("https://elsewhere.example/l");
    try (LineageGraph graph =
        LineageGraph.open(GraphSettings.in(directory.resolve("graph")), other)) {
      graph.write(Optional.empty(), stray(), cursorAtEnd());
    }

    // When
    try (LineageGraph graph = open("graph")) {
      follow(graph);

      // Then
      assertThat(quads(graph)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void losesNothingWhenTheStoreIsTakenAwayWhileItWorks() {
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      // Given
      projector.start();
      projector.awaitPosition(10, PATIENCE);

      // When
      graph.clear();

      // Then
      assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE)).isTrue();
      LedgerFiller.append(ledger, List.of(event("after")));
      assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE)).isTrue();
      assertThat(knows(graph, iris.run("after"))).isTrue();
    }
  }

  @Test
  void setsAsideAnEntryThatCannotBeReadAndGoesOn() {
    // Given
    LedgerFiller.append(
        ledger,
        List.of(
            event("before"),
            new Entries.Event(
                "openlineage-run-event", "application/json", Bytes.utf8("no JSON at all")),
            event("after")));
    long poison = ledger.size() - 2;
    try (LineageGraph graph = open("graph")) {
      // When
      follow(graph);

      // Then
      Node entry = iris.entry(poison);
      List<Node> errors = graph.read(ProjectorTest::errors);
      assertThat(errors).containsExactly(entry);
      assertThat(knows(graph, iris.run("after"))).isTrue();
    }
  }

  @Test
  void tellsWhetherAPositionWasReachedInTime() {
    try (LineageGraph graph = open("graph");
        Projector projector = new Projector(ledger, graph, SETTINGS)) {
      // Given
      projector.start();

      // When
      boolean reached = projector.awaitPosition(ledger.size() - 1, PATIENCE);
      boolean beyond = projector.awaitPosition(ledger.size() + 5, Duration.ofMillis(20));

      // Then
      assertThat(reached).isTrue();
      assertThat(beyond).isFalse();
      assertThat(projector.lag()).isZero();
      assertThat(projector.failure()).isEmpty();
    }
  }

  private void follow(LineageGraph graph) {
    follow(ledger, graph);
  }

  private static void follow(Ledger ledger, LineageGraph graph) {
    try (Projector projector = new Projector(ledger, graph, SETTINGS)) {
      projector.start();
      assertThat(projector.awaitPosition(ledger.size() - 1, PATIENCE)).isTrue();
    }
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(GraphSettings.in(directory.resolve(name)), iris);
  }

  private Cursor cursorAtEnd() {
    try (LineageGraph graph = open("end")) {
      return Rebuild.run(ledger, graph).orElseThrow();
    }
  }

  private GraphChange stray() {
    return new GraphChange(
        List.of(),
        List.of(
            Quad.create(
                Quad.defaultGraphIRI,
                iris.run("stray"),
                Standard.RDF_TYPE,
                Standard.PROV_ACTIVITY)));
  }

  private static Entries.Event event(String runId) {
    return Entries.Event.lineage(
        """
        {"eventType":"START","eventTime":"2026-01-01T00:00:00Z","producer":"urn:p",
        "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"%s"},
        "job":{"namespace":"n","name":"j"},"inputs":[],"outputs":[]}
        """
            .formatted(runId));
  }

  private static List<Node> errors(DatasetGraph dataset) {
    return dataset.stream(Quad.defaultGraphIRI, Node.ANY, Vocabulary.REASON, Node.ANY)
        .map(Quad::getSubject)
        .filter(
            entry ->
                dataset.contains(
                    Quad.defaultGraphIRI,
                    entry,
                    Standard.RDF_TYPE,
                    Vocabulary.PROJECTION_ERROR_CLASS))
        .toList();
  }

  private static boolean knows(LineageGraph graph, Node node) {
    boolean found =
        graph.read(
            dataset -> dataset.contains(Quad.defaultGraphIRI, node, Vocabulary.SEQ, Node.ANY));
    return found;
  }

  private static List<String> quads(LineageGraph graph) {
    List<String> quads =
        graph.read(dataset -> dataset.stream().map(ScratchGraph::text).sorted().toList());
    return quads;
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
