package io.ledgerline.projection.facets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.Entries.Event;
import java.util.Arrays;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;

/// What a `lineage` facet states counts instead of the rule that every input feeds every output.
class StatedLineageTest {

  private final ScratchGraph graph = new ScratchGraph();
  private final Iris iris = graph.iris();

  @Test
  void derivesAnOutputFromWhatTheRunStatesAndTheOthersFromEverything() {
    // When
    graph.project(List.of(run(1, entry("x", "a"))), 1);

    // Then
    assertThat(sources("x")).containsExactly(iris.unknownVersion(dataset("a")));
    assertThat(sources("y"))
        .containsExactlyInAnyOrder(
            iris.unknownVersion(dataset("a")), iris.unknownVersion(dataset("b")));
    assertThat(values(dataset("a"), Vocabulary.FEEDS))
        .containsExactlyInAnyOrder(dataset("x"), dataset("y"));
    assertThat(values(dataset("b"), Vocabulary.FEEDS)).containsExactly(dataset("y"));
  }

  @Test
  void derivesAnOutputFromNothingIfNothingIsStatedOfIt() {
    // When
    graph.project(List.of(run(1, entry("x"))), 1);

    // Then
    assertThat(sources("x")).isEmpty();
    assertThat(values(dataset("a"), Vocabulary.FEEDS)).containsExactly(dataset("y"));
  }

  @Test
  void takesTheNewestStatementByEventTimeAndFeedsFollowIt() {
    // When
    graph.project(List.of(run(5, entry("x", "b")), run(1, entry("x", "a"))), 1);

    // Then
    assertThat(sources("x")).containsExactly(iris.unknownVersion(dataset("b")));
    assertThat(values(dataset("a"), Vocabulary.FEEDS)).containsExactly(dataset("y"));
  }

  @Test
  void readsWhatIsStatedThoughItIsNoInput() {
    // When
    graph.project(List.of(run(1, entry("x", "c"))), 1);

    // Then
    assertThat(sources("x")).containsExactly(iris.unknownVersion(dataset("c")));
    assertThat(values(iris.run("r"), Standard.PROV_USED))
        .contains(iris.unknownVersion(dataset("c")));
    assertThat(values(dataset("c"), Vocabulary.FEEDS))
        .containsExactlyInAnyOrder(dataset("x"), dataset("y"));
  }

  @Test
  void feedsADatasetThatStatesItByItself() {
    // Given
    Event event =
        new Event(
            "openlineage-dataset-event",
            "application/json",
            Bytes.utf8(
                """
                {"eventTime":"2026-01-01T00:00:01Z","producer":"urn:p",
                "schemaURL":"urn:s#/$defs/DatasetEvent","dataset":{"namespace":"d","name":"x",
                "facets":{"lineage":{"inputs":[{"type":"DATASET","namespace":"d","name":"c"}]}}}}
                """));

    // When
    graph.project(List.of(event), 1);

    // Then
    assertThat(values(dataset("c"), Vocabulary.FEEDS)).containsExactly(dataset("x"));
  }

  private static Event run(int second, String entries) {
    return Event.lineage(
        """
        {"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:%02dZ","producer":"urn:p",
        "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"r"},
        "job":{"namespace":"j","name":"a","facets":{"lineage":{"entries":[%s]}}},
        "inputs":[{"namespace":"d","name":"a"},{"namespace":"d","name":"b"}],
        "outputs":[{"namespace":"d","name":"x"},{"namespace":"d","name":"y"}]}
        """
            .formatted(second, entries));
  }

  private static String entry(String target, String... sources) {
    List<String> inputs =
        Arrays.stream(sources)
            .map("{\"type\":\"DATASET\",\"namespace\":\"d\",\"name\":\"%s\"}"::formatted)
            .toList();
    return "{\"type\":\"DATASET\",\"namespace\":\"d\",\"name\":\"%s\",\"inputs\":[%s]}"
        .formatted(target, String.join(",", inputs));
  }

  private Node dataset(String name) {
    return iris.dataset("d", name);
  }

  private List<Node> sources(String name) {
    return values(iris.version(dataset(name), "r"), Standard.PROV_WAS_DERIVED_FROM);
  }

  private List<Node> values(Node subject, Node predicate) {
    return graph.dataset().stream(Quad.defaultGraphIRI, subject, predicate, Node.ANY)
        .map(Quad::getObject)
        .toList();
  }
}
