package io.ledgerline.graph.execution;

import static io.ledgerline.graph.execution.Asking.ours;
import static io.ledgerline.graph.execution.Asking.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are those of ARQ's own evaluator, on random small graphs and paths, except for the
/// defects of Jena 6.0.0 that are shown one by one.
@Execution(ExecutionMode.CONCURRENT)
class PathDifferenceTest {

  private static final int GRAPHS = 100;
  private static final int PATHS_PER_GRAPH = 20;
  private static final int NODES = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsTheStockEvaluator(long seed) {
    // Given
    Random random = new Random(seed);

    for (int i = 0; i < GRAPHS; i++) {
      Graph graph = graph(random);
      for (int j = 0; j < PATHS_PER_GRAPH; j++) {
        String path = path(random, 3);
        String from = node(random.nextInt(NODES));
        String to = other(random, from);

        // When, Then
        same(graph, "{ " + from + " " + path + " ?y }");
        same(graph, "{ ?x " + path + " " + to + " }");
        same(graph, "{ " + from + " " + path + " " + to + " }");
        same(graph, "{ ?x <urn:p> ?y FILTER EXISTS { ?x " + path + " ?y } }");
        fromEverywhere(graph, path);
      }
    }
  }

  @Test
  void matchesNoNodeThatIsAbsentFromTheGraphWhereTheStockEvaluatorDoes() {
    // Given
    Graph graph = PathWalkTest.graph("<urn:a> <urn:p> <urn:b> .");
    String query = "SELECT * { <urn:absent> <urn:p>* <urn:absent> }";

    // When, Then (apache/jena GH-1868)
    assertThat(ours(graph, query)).isEmpty();
    assertThat(stock(graph, query)).hasSize(1);
  }

  @Test
  void findsRowsOfInvertedSequencesThatTheStockEvaluatorLoses() {
    // Given
    Graph graph = PathWalkTest.graph("<urn:a> <urn:q> <urn:b> . <urn:b> <urn:r> <urn:c> .");
    String query = "SELECT * { ?x (<urn:q>|^(<urn:q>/<urn:r>)) ?y }";

    // When, Then
    assertThat(ours(graph, query)).containsExactly("?x=urn:a ?y=urn:b", "?x=urn:c ?y=urn:a");
    assertThat(stock(graph, query)).hasSize(1);
  }

  @Test
  void answersAPatternWithoutRowsToExtendWhereTheStoreFails() {
    // Given
    StoreOfOne store = new StoreOfOne();
    String query = "SELECT * { VALUES ?s { } ?s <urn:p> ?o . ?o <urn:p> ?z . ?z <urn:p> ?w }";

    // When
    List<String> rows = store.ours(query);
    Throwable failure = catchThrowable(() -> store.stock(query));

    // Then (apache/jena GH-3751)
    assertThat(rows).isEmpty();
    assertThat(failure).hasMessageContaining("Peek iterator is already empty");
  }

  /// Stock ARQ finds the wrong starts for some paths whose ends are both free, so that it is asked
  /// about each start by itself.
  private static void fromEverywhere(Graph graph, String path) {
    TreeSet<String> nodes = new TreeSet<>();
    graph
        .find()
        .forEachRemaining(
            triple -> {
              nodes.add("<" + triple.getSubject() + ">");
              nodes.add("<" + triple.getObject() + ">");
            });
    String values = nodes.stream().collect(Collectors.joining(" ", "VALUES ?x { ", " }"));
    if (nodes.isEmpty()) {
      return;
    }
    assertThat(ours(graph, "SELECT ?x ?y { ?x " + path + " ?y }"))
        .as(path)
        .isEqualTo(stock(graph, "SELECT ?x ?y { " + values + " ?x " + path + " ?y }"));
    assertThat(ours(graph, "SELECT ?x { ?x " + path + " ?x }"))
        .as(path)
        .isEqualTo(
            stock(graph, "SELECT ?x { " + values + " ?x " + path + " ?y FILTER (?x = ?y) }"));
  }

  private static void same(Graph graph, String pattern) {
    String query = "SELECT * " + pattern;
    assertThat(ours(graph, query)).as("%s over %s", query, graph).isEqualTo(stock(graph, query));
  }

  private static Graph graph(Random random) {
    Graph graph = GraphFactory.createDefaultGraph();
    for (int i = random.nextInt(12); i >= 0; i--) {
      graph.add(
          NodeFactory.createURI("urn:n" + random.nextInt(NODES)),
          NodeFactory.createURI("urn:" + "pqr".charAt(random.nextInt(3))),
          NodeFactory.createURI("urn:n" + random.nextInt(NODES)));
    }
    return graph;
  }

  private static String path(Random random, int depth) {
    String link = "<urn:" + "pqr".charAt(random.nextInt(3)) + ">";
    if (depth == 0) {
      return link;
    }
    String inner = path(random, depth - 1);
    return switch (random.nextInt(9)) {
      case 0 -> "(" + inner + ")*";
      case 1 -> "(" + inner + ")+";
      case 2 -> "(" + inner + ")?";
      case 3 -> "^(" + inner + ")";
      case 4, 5 -> "(" + inner + "/" + path(random, depth - 1) + ")";
      case 6 -> "(" + inner + "|" + path(random, depth - 1) + ")";
      case 7 -> "!(" + link + "|^<urn:q>)";
      default -> // the rest of nine
          link;
    };
  }

  private static String node(int number) {
    return "<urn:n" + number + ">";
  }

  private static String other(Random random, String than) {
    String node = than;
    while (node.equals(than)) {
      node = node(random.nextInt(NODES));
    }
    return node;
  }
}
