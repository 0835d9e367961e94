package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Opening, writing exactly once, and surviving what a directory can go through.
@Execution(ExecutionMode.CONCURRENT)
class LineageGraphTest {

  private static final Iris IRIS = new Iris("https://ledger.example/l");
  private static final Node SUBJECT = Iris.node("urn:s");
  private static final String HASH = "ab".repeat(32);

  @TempDir Path directory;

  @Test
  void keepsQuadsAndCursorOverAClose() {
    // Given
    try (LineageGraph graph = open()) {
      graph.write(Optional.empty(), adding(1), cursor(4));
    }

    // When
    try (LineageGraph graph = open()) {
      // Then
      assertThat(graph.cursor()).contains(cursor(4));
      assertThat(graph.read(LineageGraphTest::values)).containsExactly("1");
    }
  }

  @Test
  void refusesAWriteThatWasMadeForAnotherPositionAndGoesOn() {
    try (LineageGraph graph = open()) {
      // Given
      graph.write(Optional.empty(), adding(1), cursor(4));

      // When
      Throwable refusal =
          catchThrowable(() -> graph.write(Optional.of(cursor(3)), adding(2), cursor(5)));

      // Then
      assertThat(refusal).isInstanceOf(StaleCursorException.class);
      graph.write(Optional.of(cursor(4)), adding(3), cursor(5));
      assertThat(graph.read(LineageGraphTest::values)).containsExactlyInAnyOrder("1", "3");
    }
  }

  @Test
  void keepsNothingOfAWriteThatFailsInTheMiddle() {
    try (LineageGraph graph = open()) {
      // Given
      graph.write(Optional.empty(), adding(1), cursor(0));
      Quad unstorable = quad(NodeFactory.createExt("no term of RDF"));
      GraphChange broken =
          new GraphChange(
              adding(1).added(), List.of(quad(Literals.text("2")), unstorable, quad(SUBJECT)));

      // When
      Throwable failure =
          catchThrowable(() -> graph.write(Optional.of(cursor(0)), broken, cursor(1)));

      // Then
      assertThat(failure).isInstanceOf(GraphFailure.class);
      assertThat(graph.read(LineageGraphTest::values)).containsExactly("1");
      assertThat(graph.cursor()).contains(cursor(0));
      graph.write(Optional.of(cursor(0)), adding(3), cursor(1));
      assertThat(graph.read(LineageGraphTest::values)).containsExactlyInAnyOrder("1", "3");
    }
  }

  @Test
  void survivesManyAbortedWrites() {
    try (LineageGraph graph = open()) {
      // Given
      Optional<Cursor> at = Optional.empty();
      for (int i = 0; i < 20; i++) {
        int number = i;

        // When
        Throwable refusal =
            catchThrowable(
                () -> graph.write(Optional.of(cursor(99)), adding(1000 + number), cursor(1)));
        assertThat(refusal).isInstanceOf(StaleCursorException.class);
        graph.write(at, adding(i), cursor(i));
        at = Optional.of(cursor(i));
      }

      // Then
      assertThat(graph.read(LineageGraphTest::values)).hasSize(20).doesNotContain("1000");
    }
  }

  @Test
  void lastsThroughAWriteThatFailsWhileOthersRead() throws Exception {
    try (LineageGraph graph = open();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      // Given
      graph.write(Optional.empty(), adding(1), cursor(0));
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch readOn = new CountDownLatch(1);
      Future<List<String>> reader =
          threads.submit(
              () ->
                  graph.read(
                      dataset -> {
                        reading.countDown();
                        await(readOn);
                        return values(dataset);
                      }));
      await(reading);

      // When
      Future<Throwable> failure =
          threads.submit(
              () -> catchThrowable(() -> graph.write(Optional.empty(), adding(2), cursor(1))));
      readOn.countDown();

      // Then
      assertThat(reader.get()).containsExactly("1");
      assertThat(failure.get()).isInstanceOf(StaleCursorException.class);
      assertThat(graph.read(LineageGraphTest::values)).containsExactly("1");
    }
  }

  @Test
  void beginsAnewWhereTheDirectoryWasDeleted() throws IOException {
    // Given
    try (LineageGraph graph = open()) {
      graph.write(Optional.empty(), adding(1), cursor(4));
    }
    delete(directory.resolve("graph"));

    // When
    try (LineageGraph graph = open()) {
      // Then
      assertThat(graph.isEmpty()).isTrue();
      assertThat(graph.cursor()).isEmpty();
    }
  }

  @Test
  void beginsAnewWhereADeletionWasCutShortOrAFileIsGarbage() throws IOException {
    for (String name : List.of("SPO.dat", "nodes.dat", "SPO.bpt", "nodes-data.obj", "GSPO.idn")) {
      // Given
      try (LineageGraph graph = open()) {
        graph.clear();
        graph.write(Optional.empty(), adding(1), cursor(4));
      }
      Path file = onlyChild(directory.resolve("graph")).resolve("Data-0001").resolve(name);
      Files.write(file, "garbage".getBytes(StandardCharsets.UTF_8));

      // When
      try (LineageGraph graph = open()) {
        // Then
        assertThat(graph.cursor()).as(name).isIn(Optional.empty(), Optional.of(cursor(4)));
      }
    }
  }

  @Test
  void clearsEverythingAndLeavesNoOtherDatabase() throws IOException {
    try (LineageGraph graph = open()) {
      // Given
      graph.write(Optional.empty(), adding(1), cursor(4));

      // When
      graph.clear();

      // Then
      assertThat(graph.isEmpty()).isTrue();
      assertThat(onlyChild(directory.resolve("graph"))).hasFileName("tdb2-2");
      graph.write(Optional.empty(), adding(2), cursor(0));
    }
  }

  @Test
  void deletesWhatACrashLeftOfAnOldDatabase() throws IOException {
    // Given
    try (LineageGraph graph = open()) {
      graph.clear();
      graph.write(Optional.empty(), adding(1), cursor(4));
    }
    Files.createDirectories(directory.resolve("graph/tdb2-1/Data-0001"));

    // When
    try (LineageGraph graph = open()) {
      // Then
      assertThat(onlyChild(directory.resolve("graph"))).hasFileName("tdb2-2");
      assertThat(graph.cursor()).contains(cursor(4));
    }
  }

  @Test
  void givesValuesBackAsTheyWereMade() {
    try (LineageGraph graph = open()) {
      // Given
      List<Node> made =
          Stream.of(
                  Stream.of("0", "5", "-12", "0.5550", "100", "1E-7", "1.5e3", "123456789012345678")
                      .map(Literals::decimal),
                  Stream.of(
                          "2026-11-20T16:07:01.480Z",
                          "2026-11-20T16:07:01Z",
                          "2026-11-20T16:07:00.100200Z",
                          "2026-11-20T16:07:01.480123456Z",
                          "1969-12-31T23:59:59.9Z")
                      .map(Instant::parse)
                      .map(Literals::time),
                  Stream.of(0L, -5L, Long.MAX_VALUE, 1L << 56).map(Literals::integer),
                  Stream.of(Literals.truth(true), Literals.text("")))
              .flatMap(nodes -> nodes)
              .toList();
      List<Quad> quads = made.stream().map(LineageGraphTest::quad).toList();

      // When
      graph.write(Optional.empty(), new GraphChange(List.of(), quads), cursor(0));

      // Then
      assertThat(graph.read(LineageGraphTest::objects)).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  private LineageGraph open() {
    return LineageGraph.open(GraphSettings.in(directory.resolve("graph")), IRIS);
  }

  private static Cursor cursor(long position) {
    return new Cursor("log", position, HASH, 1);
  }

  private static GraphChange adding(long value) {
    return new GraphChange(List.of(), List.of(quad(Literals.text(Long.toString(value)))));
  }

  private static Quad quad(Node value) {
    return Quad.create(Quad.defaultGraphIRI, SUBJECT, Vocabulary.VALUE, value);
  }

  private static List<Node> objects(DatasetGraph dataset) {
    return dataset.stream(Quad.defaultGraphIRI, SUBJECT, Vocabulary.VALUE, Node.ANY)
        .map(Quad::getObject)
        .toList();
  }

  private static List<String> values(DatasetGraph dataset) {
    return objects(dataset).stream().map(Node::getLiteralLexicalForm).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static Path onlyChild(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      List<Path> found = children.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
