package io.ledgerline.graph.execution;

import static io.ledgerline.graph.execution.Asking.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How far a path is walked, and what it costs: counted in triples, never in seconds.
@Execution(ExecutionMode.CONCURRENT)
class PathWalkTest {

  private static final int HOPS = 100_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> <urn:next>+ ?o }#100000",
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> <urn:next>* ?o }#100001",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:next>+ <urn:n:100000> }#100000",
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> (<urn:next>/<urn:next>)+ ?o }#50000",
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> (<urn:next>|<urn:other>)+ ?o }#100000",
        "SELECT (COUNT(*) AS ?n) { <urn:n:100000> (^<urn:next>)+ ?o }#100000",
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> (!<urn:other>)+ ?o }#100000",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:end> ?e FILTER EXISTS { <urn:n:0> <urn:next>+ ?e } }#1"
      })
  void walksAHundredThousandHopsOnASmallStackTakingEachTripleOnce(String query, long rows)
      throws InterruptedException {
    // Given
    CountingGraph graph = CountingGraph.chain(HOPS);
    graph.add(
        NodeFactory.createURI("urn:s"), NodeFactory.createURI("urn:end"), CountingGraph.node(HOPS));

    // When
    List<String> answer = onASmallStack(() -> ours(graph, query));

    // Then
    assertThat(answer).singleElement().asString().startsWith("?n=\"" + rows + "\"");
    assertThat(graph.triples()).isLessThanOrEqualTo(HOPS + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { <urn:n:0> <urn:next>+ ?o } LIMIT 10",
        "SELECT * { <urn:n:0> <urn:next>* ?o } LIMIT 10",
        "SELECT * { ?s <urn:next>+ <urn:n:100000> } LIMIT 10",
        "SELECT * { ?s <urn:next>+ ?o } LIMIT 10",
        "SELECT * { ?s <urn:next>* ?o } LIMIT 10",
        "SELECT * { ?s (<urn:next>/<urn:next>?) ?o } LIMIT 10",
        "ASK { <urn:n:0> <urn:next>+ <urn:n:9> }"
      })
  void takesNoMoreThanItsLimitNeeds(String query) {
    // Given
    CountingGraph graph = CountingGraph.chain(HOPS);

    // When
    try (QueryExec execution = ours(graph, query, new Budget(Budget.BYTES_MAX))) {
      if (execution.getQuery().isAskType()) {
        assertThat(execution.ask()).isTrue();
      } else {
        assertThat(execution.select().stream()).hasSize(10);
      }
    }

    // Then
    assertThat(graph.triples()).isLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (COUNT(*) AS ?n) { <urn:n:0> <urn:next>+ ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:next>+ ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s (<urn:next>|!<urn:next>)* ?o }",
        "SELECT * { ?s <urn:none> ?x FILTER EXISTS { ?s <urn:next>+ <urn:never> } }",
        "SELECT * { <urn:n:0> <urn:next>+ <urn:never> }"
      })
  void noticesWhileWalkingThatItIsCancelled(String query) {
    // Given
    CountingGraph graph = CountingGraph.chain(HOPS);
    graph.add(CountingGraph.node(0), NodeFactory.createURI("urn:none"), CountingGraph.node(0));
    QueryExec execution = ours(graph, query, new Budget(Budget.BYTES_MAX));
    graph.at(1_000, execution::abort);

    // When
    Throwable end = catchThrowable(() -> Asking.rows(execution));

    // Then
    assertThat(end).isInstanceOf(QueryCancelledException.class);
    assertThat(graph.triples()).isLessThanOrEqualTo(1_001);
  }

  @Test
  void noticesWithinAHubThatItIsCancelled() {
    // Given
    CountingGraph graph = new CountingGraph(GraphFactory.createDefaultGraph());
    for (int i = 0; i < 50_000; i++) {
      graph.add(NodeFactory.createURI("urn:hub"), CountingGraph.NEXT, CountingGraph.node(i));
    }
    QueryExec execution =
        ours(graph, "SELECT * { <urn:hub> <urn:next>/<urn:next> ?o }", new Budget(1 << 20));
    QueryExec negated =
        ours(graph, "SELECT * { <urn:hub> (!<urn:next>)/<urn:next> ?o }", new Budget(1 << 20));

    // When
    graph.at(1_000, execution::abort);
    Throwable end = catchThrowable(() -> Asking.rows(execution));
    graph.at(graph.triples() + 1_000, negated::abort);
    Throwable negatedEnd = catchThrowable(() -> Asking.rows(negated));

    // Then
    assertThat(end).isInstanceOf(QueryCancelledException.class);
    assertThat(negatedEnd).isInstanceOf(QueryCancelledException.class);
    assertThat(graph.triples()).isLessThanOrEqualTo(2_002);
  }

  @Test
  void keepsNoMoreThanItsBudget() {
    // Given
    CountingGraph graph = CountingGraph.chain(HOPS);
    Budget budget = new Budget(1 << 20);

    // When
    Throwable end =
        catchThrowable(
            () -> Asking.rows(ours(graph, "SELECT * { <urn:n:0> <urn:next>+ ?o }", budget)));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("1 MiB");
    assertThat(graph.triples()).isLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { ?s <urn:next>+ ?o }",
        "SELECT * { ?s <urn:next> ?m . ?m <urn:next>* ?o }",
        "SELECT * { VALUES ?s { <urn:n:0> <urn:n:1> } ?s <urn:next>+ <urn:n:200> }",
        "SELECT * { ?s <urn:next> ?m FILTER EXISTS { ?m (<urn:next>+/<urn:next>?)* ?o } }"
      })
  void givesUpWhatItKeptForEachStart(String query) {
    // Given
    CountingGraph graph = CountingGraph.chain(300);
    Budget budget = new Budget(1 << 20);

    // When
    List<String> rows = Asking.rows(ours(graph, query, budget));

    // Then
    assertThat(rows).isNotEmpty();
    assertThat(budget.heldBytes()).isZero();
  }

  @Test
  void walksCyclesAndSelfLoopsOnce() {
    // Given
    Graph graph =
        graph("<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:a> . <urn:a> <urn:p> <urn:a> .");

    // When
    List<String> fromA = ours(graph, "SELECT * { <urn:a> <urn:p>+ ?o }");
    List<String> loops = ours(graph, "SELECT * { ?x <urn:p>+ ?x }");
    List<String> all = ours(graph, "SELECT * { ?x <urn:p>+ ?y }");

    // Then
    assertThat(fromA).hasSize(2);
    assertThat(loops).hasSize(2);
    assertThat(all).hasSize(4);
  }

  @Test
  void walksOnAHubOfManyDeadEndsWithoutDeepRecursion() throws InterruptedException {
    // Given
    Graph graph = GraphFactory.createDefaultGraph();
    for (int i = 0; i < HOPS; i++) {
      graph.add(NodeFactory.createURI("urn:hub"), CountingGraph.NEXT, CountingGraph.node(i));
    }
    graph.add(CountingGraph.node(5), NodeFactory.createURI("urn:q"), CountingGraph.node(6));

    // When
    List<String> rows =
        onASmallStack(() -> ours(graph, "SELECT * { <urn:hub> (<urn:next>/<urn:q>)+ ?o }"));

    // Then
    assertThat(rows).containsExactly("?o=urn:n:6");
  }

  static Graph graph(String turtle) {
    Graph graph = GraphFactory.createDefaultGraph();
    RDFParser.fromString(turtle, Lang.TURTLE).parse(graph);
    return graph;
  }

  private static List<String> onASmallStack(java.util.function.Supplier<List<String>> work)
      throws InterruptedException {
    AtomicReference<List<String>> answer = new AtomicReference<>(List.of());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, () -> answer.set(work.get()), "small-stack", 256 << 10);
    thread.setUncaughtExceptionHandler((of, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
    return answer.get();
  }
}
