package io.ledgerline.projection.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Trees of runs and jobs around the sizes up to which they are derived as one. In each, the first
/// run below reads, the second writes, and the others are only there.
@Execution(ExecutionMode.CONCURRENT)
class LargeTreeTest {

  private static final int BATCH = 250;
  private static final String SAME_JOB = "child";

  @Test
  void aThousandUnitedRunsAreDerivedAsOne() {
    // When
    ScratchGraph graph = project(events(1_000, number -> SAME_JOB, ""));

    // Then
    assertThat(isDerived(graph)).isTrue();
    assertThat(isCapped(graph, graph.iris().run(parent()))).isFalse();
  }

  @Test
  void ofMoreEachIsDerivedFromWhatItReadItselfAndTheTopSaysSo() {
    // When
    ScratchGraph graph = project(events(1_001, number -> SAME_JOB, ""));

    // Then
    assertThat(isDerived(graph)).isFalse();
    assertThat(isCapped(graph, graph.iris().run(parent()))).isTrue();
  }

  @Test
  void theOneTooManyMayComeInAnyOrder() {
    // Given
    List<Entries.Event> events = events(1_001, number -> SAME_JOB, "");
    List<String> expected = project(events).quads();

    // When
    List<String> backwards = project(events.reversed()).quads();

    // Then
    assertThat(backwards).containsExactlyElementsOf(expected);
  }

  @Test
  void fiveHundredJobsThatBelongTogetherFeedAsOneAndMoreDoNot() {
    // When
    ScratchGraph small = project(events(499, number -> "child-" + number, ""));
    ScratchGraph large = project(events(500, number -> "child-" + number, ""));

    // Then
    assertThat(isFed(small)).isTrue();
    assertThat(isCapped(small, small.iris().job("j", "parent"))).isFalse();
    assertThat(isFed(large)).isFalse();
    assertThat(isCapped(large, large.iris().job("j", "parent"))).isTrue();
  }

  @Test
  void aJobWithManyThatDoNotBelongToItSaysSoBeyondItsLimit() {
    // When
    ScratchGraph small = project(events(1_500, number -> "child-" + number, "TASK"));
    ScratchGraph large = project(events(1_501, number -> "child-" + number, "TASK"));

    // Then
    assertThat(isCapped(small, small.iris().job("j", "parent"))).isFalse();
    assertThat(isCapped(large, large.iris().job("j", "parent"))).isTrue();
  }

  @Test
  void soDoesOneThatReadsAndWritesItselfInAnyOrder() {
    // Given
    List<Entries.Event> events = events(1_501, number -> "child-" + number, "TASK");
    Entries.Event own =
        events
            .get(1)
            .with(
                events
                    .get(1)
                    .payload()
                    .utf8()
                    .replace("child-1\"", "parent\"")
                    .replace("TASK", "DAG")
                    .replace("\"inputs\":[]", "\"inputs\":[" + dataset("in") + "]")
                    .replace("\"runId\":\"" + child(1), "\"runId\":\"" + child(9_999)));
    List<Entries.Event> first = new ArrayList<>(List.of(own));
    first.addAll(events);

    // When
    ScratchGraph before = project(first);
    ScratchGraph after = project(first.reversed());

    // Then
    assertThat(isCapped(before, before.iris().job("j", "parent"))).isTrue();
    assertThat(isFed(before)).isFalse();
    assertThat(after.quads()).containsExactlyElementsOf(before.quads());
  }

  private static ScratchGraph project(List<Entries.Event> events) {
    return new ScratchGraph().project(events, BATCH);
  }

  private static List<Entries.Event> events(int count, IntFunction<String> job, String type) {
    List<Entries.Event> events = new ArrayList<>();
    IntStream.range(0, count).forEach(number -> events.add(event(number, job.apply(number), type)));
    return events;
  }

  private static Entries.Event event(int number, String job, String type) {
    String jobType =
        type.isEmpty()
            ? ""
            : """
            "jobType":{"_producer":"urn:p","_schemaURL":"urn:s","processingType":"BATCH",\
            "integration":"TESTS","jobType":"%s"}\
            """
                .formatted(type);
    return Entries.Event.lineage(
        """
        {"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00.%06dZ","producer":"urn:p",\
        "schemaURL":"urn:s#/$defs/RunEvent","run":{"runId":"%s",\
        "facets":{"parent":{"_producer":"urn:p","_schemaURL":"urn:s","run":{"runId":"%s"},\
        "job":{"namespace":"j","name":"parent"}}}},\
        "job":{"namespace":"j","name":"%s","facets":{%s}},\
        "inputs":[%s],"outputs":[%s]}\
        """
            .formatted(
                number,
                child(number),
                parent(),
                job,
                jobType,
                number == 0 ? dataset("in") : "",
                number == 1 ? dataset("out") : ""));
  }

  private static String dataset(String name) {
    return "{\"namespace\":\"d\",\"name\":\"" + name + "\"}";
  }

  private static String parent() {
    return "ffffffff-0000-4000-8000-000000000000";
  }

  private static String child(int number) {
    return String.format("00000000-0000-4000-8000-%012x", number);
  }

  /// Whether what the second run wrote rests on what the first one read.
  private static boolean isDerived(ScratchGraph graph) {
    Node out = graph.iris().version(graph.iris().dataset("d", "out"), child(1));
    Node in = graph.iris().unknownVersion(graph.iris().dataset("d", "in"));
    return has(graph, out, Standard.PROV_WAS_DERIVED_FROM, in);
  }

  private static boolean isFed(ScratchGraph graph) {
    return has(
        graph, graph.iris().dataset("d", "in"), Vocabulary.FEEDS, graph.iris().dataset("d", "out"));
  }

  private static boolean isCapped(ScratchGraph graph, Node node) {
    return has(graph, node, Vocabulary.DERIVATIONS_CAPPED, Literals.truth(true));
  }

  private static boolean has(ScratchGraph graph, Node subject, Node predicate, Node object) {
    return graph.dataset().contains(Quad.defaultGraphIRI, subject, predicate, object);
  }
}
