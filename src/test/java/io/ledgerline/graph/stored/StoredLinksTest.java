package io.ledgerline.graph.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.AsOfDataset;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.GraphFeeder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What is read below the dataset is what the dataset says, of stores with real and with awkward
/// content, and with nodes that no cache holds.
@Execution(ExecutionMode.CONCURRENT)
class StoredLinksTest {

  /// Of so many nodes everything is asked for.
  private static final int NODES = 100;

  @TempDir Path directory;

  private final Iris iris = new Iris(TestLedgers.genesis().baseIri());

  @Test
  void findsWhatTheDatasetFindsInTheGraphOfRealEvents() {
    // Given
    try (LineageGraph graph = open("real")) {
      GraphFeeder feeder = new GraphFeeder(graph);
      for (int day = 0; day < 3; day++) {
        feeder.project(GraphFeeder.day(day));
      }

      // Then
      compare(graph);
    }
    // Opened anew, no cache holds anything.
    try (LineageGraph graph = open("real")) {
      compare(graph);
    }
  }

  @Test
  void findsWhatTheDatasetFindsOfLongAndStrangeNodes() {
    // Given
    Random random = new Random(8);
    List<Quad> quads = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Node subject = iris.dataset("n", "s" + random.nextInt(40));
      Node object =
          switch (i % 8) {
            case 0 -> iris.dataset("n", "x".repeat(1 + random.nextInt(900)));
            case 1 -> Literals.text("äöü\u0000\uD83D\uDE00".repeat(random.nextInt(90)));
            case 2 -> Literals.integer(random.nextInt());
            case 3 -> Literals.time(Instant.ofEpochSecond(random.nextInt(), random.nextInt(999)));
            case 4 -> Literals.truth(random.nextBoolean());
            case 5 -> Literals.decimal(random.nextInt() + ".5");
            case 6 -> Literals.text("");
            default -> iris.dataset("n", "s" + random.nextInt(40)); // the last of eight
          };
      Node predicate = random.nextBoolean() ? Vocabulary.NAME : Vocabulary.READS;
      quads.add(Quad.create(Quad.defaultGraphIRI, subject, predicate, object));
    }
    try (LineageGraph graph = open("strange")) {
      graph.write(
          Optional.empty(),
          new GraphChange(List.of(), quads),
          new Cursor("log", 1, "00".repeat(32), 1));
    }

    // Then
    try (LineageGraph graph = open("strange")) {
      compare(graph);
    }
  }

  @Test
  void describesObjectsThatLieFarApart() {
    // Given
    Node subject = iris.schema("00");
    List<Quad> quads = new ArrayList<>();
    List<Node> fields = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Node field = iris.field(subject, List.of(i));
      fields.add(field);
      add(quads, field, Vocabulary.ORDINAL, Literals.integer(i));
      for (int j = 0; j < 100; j++) {
        add(quads, iris.dataset("between", i + "." + j), Vocabulary.NAME, Literals.text("n" + j));
      }
    }
    fields.forEach(field -> add(quads, subject, Vocabulary.FIELD, field));
    try (LineageGraph graph = open("apart")) {
      graph.write(
          Optional.empty(),
          new GraphChange(List.of(), quads),
          new Cursor("log", 1, "00".repeat(32), 1));

      // When
      List<Map<Node, Node>> described =
          graph.read(
              store ->
                  StoredLinks.of(store)
                      .orElseThrow()
                      .described(subject, Vocabulary.FIELD, List.of(Vocabulary.ORDINAL)));

      // Then
      assertThat(described).hasSize(30);
      assertThat(described.stream().flatMap(row -> row.values().stream()))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(0, 30).mapToObj(Literals::integer).toList());
    }
  }

  @Test
  void leavesAViewOfThePastToOthers() {
    // Given
    try (LineageGraph graph = open("past")) {
      new GraphFeeder(graph).project(GraphFeeder.day(0));

      // When
      Optional<StoredLinks> links =
          graph.read(store -> StoredLinks.of(new AsOfDataset(store, iris, 5)));

      // Then
      assertThat(links).isEmpty();
    }
  }

  private void compare(LineageGraph graph) {
    graph.read(
        store -> {
          List<Quad> quads = new ArrayList<>();
          store
              .find(Quad.defaultGraphIRI, Node.ANY, Node.ANY, Node.ANY)
              .forEachRemaining(quads::add);
          Set<Node> nodes = new LinkedHashSet<>();
          quads.forEach(quad -> nodes.addAll(List.of(quad.getSubject(), quad.getObject())));
          List<Node> asked = new ArrayList<>(nodes);
          Collections.shuffle(asked, new Random(9));
          asked = asked.subList(0, Math.min(asked.size(), NODES));
          asked.add(iris.dataset("nobody", "knows"));
          StoredLinks links = StoredLinks.of(store).orElseThrow();
          for (Node predicate : predicates(quads)) {
            for (Node node : asked) {
              compare(store, links, node, predicate);
            }
          }
          return null;
        });
  }

  private static void compare(DatasetGraph store, StoredLinks links, Node node, Node predicate) {
    List<Quad> from = store.stream(Quad.defaultGraphIRI, node, predicate, Node.ANY).toList();
    List<Quad> to = store.stream(Quad.defaultGraphIRI, Node.ANY, predicate, node).toList();
    List<Node> objects = from.stream().map(Quad::getObject).toList();
    assertThat(links.objects(node, predicate, Integer.MAX_VALUE)).isEqualTo(objects);
    assertThat(links.objects(node, predicate, 1)).isEqualTo(objects.stream().limit(1).toList());
    assertThat(links.subjects(predicate, node, Integer.MAX_VALUE))
        .isEqualTo(to.stream().map(Quad::getSubject).toList());
    assertThat(links.hasAny(node, predicate)).isEqualTo(!objects.isEmpty());
    assertThat(links.has(node, predicate, node))
        .isEqualTo(store.contains(Quad.defaultGraphIRI, node, predicate, node));
    objects.forEach(object -> assertThat(links.has(node, predicate, object)).isTrue());
    List<Node> described = List.of(Vocabulary.NAME, Vocabulary.FIELD_NAME, Standard.RDF_TYPE);
    assertThat(sorted(links.described(node, predicate, described)))
        .isEqualTo(
            sorted(objects.stream().map(object -> described(store, object, described)).toList()));
  }

  private static List<String> sorted(Collection<Map<Node, Node>> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> texts = new TreeMap<>();
              row.forEach((predicate, value) -> texts.put(predicate.getURI(), value.toString()));
              return texts.toString();
            })
        .sorted()
        .toList();
  }

  private static Map<Node, Node> described(DatasetGraph store, Node node, List<Node> predicates) {
    Map<Node, Node> row = new LinkedHashMap<>();
    store.stream(Quad.defaultGraphIRI, node, Node.ANY, Node.ANY)
        .filter(quad -> predicates.contains(quad.getPredicate()))
        .forEach(quad -> row.put(quad.getPredicate(), quad.getObject()));
    return row;
  }

  private static Set<Node> predicates(List<Quad> quads) {
    Set<Node> predicates = new LinkedHashSet<>();
    quads.forEach(quad -> predicates.add(quad.getPredicate()));
    return predicates;
  }

  private static void add(List<Quad> quads, Node subject, Node predicate, Node object) {
    quads.add(Quad.create(Quad.defaultGraphIRI, subject, predicate, object));
  }

  private LineageGraph open(String name) {
    return LineageGraph.open(new GraphSettings(directory.resolve(name), 1), iris);
  }
}
