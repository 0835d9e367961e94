package io.ledgerline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the graph says of small, clear cases.
class ProjectionRulesTest {

  private final ScratchGraph graph = new ScratchGraph();
  private final Iris iris = graph.iris();

  @ParameterizedTest
  @CsvSource({
    "START:1 COMPLETE:5 START:2, COMPLETED",
    "COMPLETE:5 START:1, COMPLETED",
    "START:1 COMPLETE:5 OTHER:9, COMPLETED",
    "START:1 FAIL:5 COMPLETE:6, COMPLETED",
    "START:1 COMPLETE:6 FAIL:5, COMPLETED",
    "COMPLETE:5 FAIL:5, FAILED",
    "OTHER:1, RUNNING",
    "START:1 ABORT:2, ABORTED"
  })
  void keepsTheEndThatIsLatestByEventTime(String steps, String state) {
    // Given
    List<Event> events = new ArrayList<>();
    for (String step : steps.split(" ", -1)) {
      String[] parts = step.split(":", -1);
      events.add(run(parts[0], "r", Integer.parseInt(parts[1]), "j", "", "", ""));
    }

    // When
    graph.project(events, 1);

    // Then
    assertThat(texts(iris.run("r"), Vocabulary.STATE)).containsExactly(state);
  }

  @Test
  void takesTheVersionThatWasThereWhenTheRunBeganThoughItArrivesLast() {
    // Given
    List<Event> events =
        List.of(
            run("START", "reader", 5, "read", "", "a", ""),
            run("COMPLETE", "late", 9, "write", "", "", "a"),
            run("COMPLETE", "first", 1, "write", "", "", "a"),
            run("COMPLETE", "second", 3, "write", "", "", "a"));

    // When
    graph.project(events, 1);

    // Then
    assertThat(values(iris.run("reader"), Standard.PROV_USED))
        .containsExactly(version("a", "second"));
    assertThat(values(dataset("a"), Vocabulary.LATEST_VERSION))
        .containsExactly(version("a", "late"));
  }

  @Test
  void neverTakesWhatTheRunItselfWrites() {
    // When
    graph.project(
        List.of(
            run("START", "one", 1, "append", "", "a", "a"),
            run("COMPLETE", "one", 2, "append", "", "a", "a"),
            run("START", "two", 3, "append", "", "a", "a"),
            run("COMPLETE", "two", 4, "append", "", "a", "a")),
        1);

    // Then
    assertThat(values(iris.run("one"), Standard.PROV_USED))
        .containsExactly(iris.unknownVersion(dataset("a")));
    assertThat(values(iris.run("two"), Standard.PROV_USED)).containsExactly(version("a", "one"));
    assertThat(values(version("a", "two"), Standard.PROV_WAS_DERIVED_FROM))
        .containsExactly(version("a", "one"));
  }

  @Test
  void takesTheVersionThatAReaderNamesOnceItIsKnown() {
    // Given
    Event reader = run("START", "reader", 9, "read", "", "a@7", "");
    graph.project(List.of(reader), 1);
    assertThat(values(iris.run("reader"), Standard.PROV_USED))
        .containsExactly(iris.namedVersion(dataset("a"), "7"));

    // When
    graph.project(
        List.of(
            run("COMPLETE", "w7", 1, "write", "", "", "a@7"),
            run("COMPLETE", "w8", 2, "write", "", "", "a@8")),
        1);

    // Then
    assertThat(values(iris.run("reader"), Standard.PROV_USED)).containsExactly(version("a", "w7"));
    assertThat(
            graph
                .dataset()
                .contains(
                    Node.ANY,
                    iris.namedVersion(dataset("a"), "7"),
                    Standard.PROV_SPECIALIZATION_OF,
                    Node.ANY))
        .isFalse();
  }

  @Test
  void unitesWhatOneChildReadsWithWhatAnotherWrites() {
    // When
    graph.project(
        List.of(
            run("COMPLETE", "w", 0, "source", "", "", "a"),
            run("START", "app", 1, "app", "", "", ""),
            run("START", "child1", 2, "app.read", "app", "a", ""),
            run("COMPLETE", "child2", 3, "app.write", "app", "", "b")),
        2);

    // Then
    assertThat(values(version("b", "child2"), Standard.PROV_WAS_DERIVED_FROM))
        .containsExactly(version("a", "w"));
    assertThat(values(dataset("a"), Vocabulary.FEEDS)).containsExactly(dataset("b"));
  }

  @Test
  void keepsTheTasksOfAWorkflowApart() {
    // When
    graph.project(
        List.of(
            run("COMPLETE", "t1", 2, "dag.one", "dag", "a", "b").typed("TASK"),
            run("COMPLETE", "t2", 3, "dag.two", "dag", "c", "d").typed("TASK")),
        1);

    // Then
    assertThat(values(dataset("a"), Vocabulary.FEEDS)).containsExactly(dataset("b"));
    assertThat(values(version("d", "t2"), Standard.PROV_WAS_DERIVED_FROM))
        .containsExactly(iris.unknownVersion(dataset("c")));
  }

  @Test
  void saysOfTheRunThatItHasMorePairsThanAreStored() {
    // Given
    String many = "0,1,2,3,4,5,6,7,8";

    // When
    graph.project(
        List.of(run("COMPLETE", "r", 1, "j", "", many, many.replaceAll("(\\d)", "o$1"))), 1);

    // Then
    assertThat(texts(iris.run("r"), Vocabulary.DERIVATIONS_CAPPED)).containsExactly("true");
    assertThat(values(version("o0", "r"), Standard.PROV_WAS_DERIVED_FROM)).isEmpty();
    assertThat(values(iris.run("r"), Standard.PROV_USED)).hasSize(9);
  }

  @Test
  void resolvesARecordIdToTheSameModelVersionWhicheverArrivesFirst() {
    // Given
    Node model = iris.modelVersion("credit-prod", "credit_default", "3");
    List<Event> events = CreditRecords.all();

    for (List<Event> order : List.of(events, events.reversed())) {
      // When
      ScratchGraph fresh = new ScratchGraph().project(order, 1);

      // Then
      assertThat(
              fresh.dataset().stream(Node.ANY, Node.ANY, Vocabulary.MODEL_VERSION, Node.ANY)
                  .filter(Quad::isDefaultGraph)
                  .map(Quad::getObject))
          .hasSize(3)
          .allMatch(model::equals);
      assertThat(
              fresh.dataset().stream(Node.ANY, Node.ANY, Vocabulary.SUBJECT, Node.ANY)
                  .filter(Quad::isDefaultGraph)
                  .map(Quad::getObject))
          .containsExactlyInAnyOrder(model, model, iris.decision("credit-prod", "A-2"));
    }
  }

  private Node dataset(String name) {
    return iris.dataset("d", name);
  }

  private Node version(String name, String run) {
    return iris.version(dataset(name), run);
  }

  private List<Node> values(Node subject, Node predicate) {
    return graph.dataset().stream(Quad.defaultGraphIRI, subject, predicate, Node.ANY)
        .map(Quad::getObject)
        .toList();
  }

  private List<String> texts(Node subject, Node predicate) {
    return values(subject, predicate).stream().map(Node::getLiteralLexicalForm).toList();
  }

  /// A run event at a second of a minute; datasets are separated by commas, a version follows `@`.
  static Event run(
      String type, String run, int second, String job, String parent, String in, String out) {
    String parentFacet =
        parent.isEmpty()
            ? ""
            : "\"parent\":{\"run\":{\"runId\":\"%1$s\"},\"job\":{\"namespace\":\"j\",\"name\":\"%1$s\"}}"
                .formatted(parent);
    return Event.lineage(
        """
        {"eventType":"%s","eventTime":"2026-01-01T00:00:%02dZ","producer":"urn:p",
        "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"%s","facets":{%s}},
        "job":{"namespace":"j","name":"%s","facets":{}},"inputs":[%s],"outputs":[%s]}
        """
            .formatted(type, second, run, parentFacet, job, datasets(in), datasets(out)));
  }

  private static String datasets(String names) {
    List<String> datasets = new ArrayList<>();
    for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
      String[] parts = name.split("@", -1);
      String facets =
          parts.length == 1 ? "" : "\"version\":{\"datasetVersion\":\"" + parts[1] + "\"}";
      datasets.add(
          "{\"namespace\":\"d\",\"name\":\"%s\",\"facets\":{%s}}".formatted(parts[0], facets));
    }
    return String.join(",", datasets);
  }
}
