package io.ledgerline.graph.execution;

import static io.ledgerline.graph.execution.Asking.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.apache.jena.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a query may keep, and that nothing is refused that keeps less.
@Execution(ExecutionMode.CONCURRENT)
class BudgetTest {

  private static final int LINKS = 2_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d",
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f }",
        "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND (CONCAT(STR(?a), STR(?d)) AS"
            + " ?x) }",
        "SELECT (GROUP_CONCAT(?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND (STR(?d) AS ?x) }",
        "SELECT * { ?a ?b ?c MINUS { SELECT ?a ?d { ?d ?e ?f . ?a ?x ?y } } }",
        "SELECT * { ?a ?b ?c OPTIONAL { SELECT ?c ?d { ?d ?e ?f . ?c ?x ?y } } }",
        "SELECT * { ?a ?b ?c FILTER EXISTS { SELECT ?x ?y { ?x ?p ?o . ?y ?q ?z } ORDER BY ?x } }"
      })
  void endsAQueryThatWouldKeepMore(String query) {
    // Given
    Graph graph = CountingGraph.chain(LINKS);

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(Asking.ours(graph, query, new Budget(2 << 20))));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("2 MiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { ?a ?b ?c BIND (CONCAT(STR(?a), LONG) AS ?t) } ORDER BY ?t LIMIT 900",
        "SELECT DISTINCT ?t { ?a ?b ?c BIND (CONCAT(STR(?a), LONG) AS ?t) } ORDER BY ?t LIMIT 900",
        "SELECT (SAMPLE(?t) AS ?x) { ?a ?b ?c BIND (CONCAT(STR(?a), LONG) AS ?t) } GROUP BY ?a",
        "SELECT (MIN(?t) AS ?x) { ?a ?b ?c BIND (CONCAT(STR(?a), LONG) AS ?t) } GROUP BY ?a",
        "SELECT (MAX(CONCAT(STR(?a), LONG)) AS ?x) { ?a ?b ?c } GROUP BY ?a",
        "SELECT * { ?a ?b ?c BIND (TRIPLE(?a, ?b, CONCAT(STR(?a), LONG)) AS ?t) } ORDER BY ?a",
        "SELECT * { ?a ?b ?c BIND (STRDT('', IRI(CONCAT(STR(?a), LONG))) AS ?t) } ORDER BY ?a",
        "SELECT * { ?a ?b ?c BIND (STRLANG('', LONG) AS ?t) } ORDER BY ?a"
      })
  void endsAQueryThatWouldKeepLongValues(String query) {
    // Given
    Graph graph = CountingGraph.chain(LINKS);
    String text = query.replace("LONG", "'" + "x".repeat(10_000) + "'");

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(Asking.ours(graph, text, new Budget(2 << 20))));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("2 MiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT ?b (SAMPLE(?f) AS ?any) (MAX(?d) AS ?last) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?b",
        "SELECT DISTINCT ?b ?e { ?a ?b ?c . ?d ?e ?f }",
        "SELECT * { ?a ?b ?c OPTIONAL { ?c ?d ?e } } ORDER BY ?a LIMIT 3"
      })
  void permitsALongQueryThatKeepsLittle(String query) {
    // Given
    Graph graph = CountingGraph.chain(500);
    Budget budget = new Budget(256 << 10);

    // When
    List<String> rows = Asking.rows(ours(graph, query, budget));

    // Then
    assertThat(rows).isNotEmpty();
    assertThat(budget.heldBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT DISTINCT ?b { ?a ?b ?c }",
        "SELECT ?b (COUNT(DISTINCT ?a) AS ?n) (GROUP_CONCAT(DISTINCT ?b) AS ?t) { ?a ?b ?c } GROUP"
            + " BY ?b",
        "SELECT ?a ?x { ?a ?b ?c MINUS { ?x ?b ?a } } ORDER BY DESC(?a)",
        "SELECT ?a ?x { { ?a ?b ?c } { SELECT ?c ?x { ?c ?y ?x } } }",
        "SELECT ?a ?c { ?a ?b ?c } ORDER BY DESC(?c) LIMIT 7 OFFSET 3",
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (xsd:integer(STRAFTER(STR(?a),"
            + " 'n:')) AS ?x) (STRDT('5', xsd:int) + ?x AS ?y) (xsd:decimal(STR(?a)) AS ?z)"
            + " (STRDT(STR(?a), <urn:t>) AS ?t) (xsd:boolean(xsd:integer(?unbound)) AS ?u)"
            + " { ?a ?b ?c }",
        "SELECT DISTINCT ?b ?e { ?a ?b ?c . ?d ?e ?f } ORDER BY ?e LIMIT 5",
        "SELECT DISTINCT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?a) LIMIT 5",
        "SELECT ?a (COUNT(*) AS ?n) (SUM(?x) AS ?s) (MIN(?c) AS ?least) { ?a ?b ?c BIND (2 * 3.5 AS"
            + " ?x) } GROUP BY ?a",
        "SELECT (ENCODE_FOR_URI(CONCAT(STR(?a), \" %\")) AS ?x) (STRLEN(?x) * 2 AS ?y) (?a * 2 AS"
            + " ?z) { ?a ?b ?c }",
        "SELECT * { ?a ?b ?c OPTIONAL { SELECT ?c ?d { ?c ?x ?d } } }",
        "SELECT ?a (REPLACE(STR(?a), \"n(.)\", \"[$1]\", \"i\") AS ?r) { ?a ?b ?c }",
        "SELECT ?a { ?a ?b ?c FILTER (REGEX(STR(?a), \"^URN:n:1.$\", \"i\")) }",
        "SELECT ?a { ?a ?b ?c FILTER EXISTS { ?c ?d ?e FILTER REGEX(STR(?e), \"9\") } }",
        "SELECT (CONCAT(STR(?a), \" \", STR(?c)) AS ?t) { ?a ?b ?c } ORDER BY CONCAT(STR(?c),"
            + " \"x\")",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY (REPLACE(STR(?a), \"[0-9]$\", \"\"))"
            + " HAVING (REGEX(STR(COUNT(*)), \"1\"))"
      })
  void answersAsTheStockExecutor(String query) {
    // Given
    Graph graph = CountingGraph.chain(40);

    // When, Then
    assertThat(ours(graph, query)).isNotEmpty().isEqualTo(Asking.stock(graph, query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { ?s <urn:t> ?t FILTER REGEX(?t, \"a*a*a*a*b\") }",
        "SELECT (REPLACE(?t, \"a*a*a*a*b\", \"\") AS ?x) { ?s <urn:t> ?t }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:t> ?t } GROUP BY (REGEX(?t, \"a*a*a*a*b\"))",
        "SELECT (MAX(REPLACE(?t, \"a*a*a*a*b\", \"\")) AS ?n) { ?s <urn:t> ?t }",
        "SELECT * { ?s <urn:t> ?t FILTER EXISTS { ?s <urn:t> ?u FILTER REGEX(?u, \"a*a*a*a*b\") } }"
      })
  void endsARegularExpressionThatTriesTooManyWays(String query) {
    // Given
    Graph graph = PathWalkTest.graph("<urn:s> <urn:t> \"" + "a".repeat(300) + "\" .");

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(ours(graph, query, new Budget(Budget.BYTES_MAX))));

    // Then
    assertThat(end)
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("regular expression");
  }

  @Test
  void endsARegularExpressionThatNestsTooDeeply() {
    // Given
    Graph graph = PathWalkTest.graph("<urn:s> <urn:t> \"" + "a".repeat(1_000_000) + "\" .");
    String query = "SELECT * { ?s <urn:t> ?t FILTER REGEX(?t, \"(a|b)*c\") }";

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(ours(graph, query, new Budget(Budget.BYTES_MAX))));

    // Then
    assertThat(end)
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (xsd:integer(?t) AS ?x) { ?s <urn:t> ?t }",
        "SELECT * { ?s <urn:t> ?t FILTER (xsd:decimal(CONCAT(?t, '.5')) > 1) }",
        "SELECT (STRDT(?t, xsd:long) + 1 AS ?x) { ?s <urn:t> ?t }"
      })
  void endsAQueryThatMakesANumberOfALongText(String query) {
    // Given
    Graph graph = PathWalkTest.graph("<urn:s> <urn:t> \"" + "9".repeat(20_000) + "\" .");
    String text = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> " + query;

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(ours(graph, text, new Budget(Budget.BYTES_MAX))));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NINES", "NINES.5", "-NINES", "0.ZEROS5"})
  void endsAQueryThatMakesANumberTooLong(String number) {
    // Given
    Graph graph = PathWalkTest.graph("<urn:s> <urn:t> \"a\" .");
    String digits = number.replace("NINES", "9".repeat(6_000)).replace("ZEROS", "0".repeat(6_000));
    String query = "SELECT (?n * ?n AS ?x) { ?s ?p ?o BIND (" + digits + " AS ?n) }";

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(ours(graph, query, new Budget(Budget.BYTES_MAX))));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("digits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (CONCAT(?t, ?t, ?t, ?t, ?t, ?t) AS ?x) { ?s <urn:t> ?t }",
        "SELECT (ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(?t))) AS ?x) { ?s <urn:t> ?t }"
      })
  void endsAQueryThatMakesATextTooLong(String query) {
    // Given
    Graph graph = PathWalkTest.graph("<urn:s> <urn:t> \"" + "%".repeat(200_000) + "\" .");

    // When
    Throwable end =
        catchThrowable(() -> Asking.rows(ours(graph, query, new Budget(Budget.BYTES_MAX))));

    // Then
    assertThat(end).isInstanceOf(BudgetExceededException.class).hasMessageContaining("a text of");
  }
}
