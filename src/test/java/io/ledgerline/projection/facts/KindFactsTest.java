package io.ledgerline.projection.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.record.RecordKind;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.ScratchGraph;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSetFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of records that the table describes, and of their links to others.
class KindFactsTest {

  private static final int PERMUTATIONS = 40;
  private static final int QUADS_MAX = 56;
  private static final Iris IRIS = new ScratchGraph().iris();
  private static final Node SYSTEM = IRIS.made("system", "credit-prod", "credit-desk");
  private static final Node RELEASE = IRIS.made("system", "credit-prod", "credit-desk", "v", "1.4");

  @Test
  void makesTheSameGraphOfEveryKindInAnyOrder() {
    // Given
    List<Event> events = RecordWorld.everything();
    List<String> expected = new ScratchGraph().project(events, 1_000).quads();

    for (long seed = 0; seed < PERMUTATIONS; seed++) {
      // When
      List<String> quads = new ScratchGraph().projectShuffled(events, seed).quads();

      // Then
      List<String> difference = new ArrayList<>(quads);
      difference.removeAll(expected);
      assertThat(difference).as("more with seed %s", seed).isEmpty();
      assertThat(quads).as("seed %s", seed).containsAll(expected);
    }
  }

  @Test
  void saysOfASystemWhatTheNewestRecordSays() {
    // Given
    Event newest = RecordWorld.system("2026-11-25T00:00:00Z", "minimal");
    Event old = RecordWorld.system("2026-11-01T00:00:00Z", "unknown");

    // When
    Graph graph = graph(List.of(newest, RecordWorld.example(RecordKind.SYSTEM), old));

    // Then
    assertThat(objects(graph, SYSTEM, "riskClass")).containsExactly(Literals.text("minimal"));
    assertThat(objects(graph, SYSTEM, "systemIn")).containsExactly(IRIS.entry(1));
    assertThat(objects(graph, SYSTEM, "record")).hasSize(3);
    assertThat(objects(graph, SYSTEM, "recordedIn")).hasSize(3);
  }

  @Test
  void findsAReleaseByTheIdOfItsRecordAndByItsName() {
    // Given
    List<Event> events = new ArrayList<>();
    events.add(RecordWorld.observation("by id", RecordWorld.idOf(RecordKind.RELEASE)));
    events.add(RecordWorld.observation("by name", RecordWorld.RELEASE));
    events.add(RecordWorld.reviewOfTheRelease());
    events.add(RecordWorld.example(RecordKind.RELEASE));

    // When
    Graph graph = graph(events);

    // Then
    assertThat(subjects(graph, "release", RELEASE)).hasSize(2);
    assertThat(subjects(graph, "subject", RELEASE)).hasSize(1);
    assertThat(objects(graph, RELEASE, "system")).containsExactly(SYSTEM);
  }

  @Test
  void linksAnApprovalToTheProposalAndAReviewToItsAssignment() {
    // Given
    Node proposal = IRIS.record(RecordWorld.recordId(RecordKind.PROPOSAL));
    Node assignment = IRIS.record(RecordWorld.recordId(RecordKind.ASSIGNMENT));
    Event approval =
        RecordWorld.record(
            "approval",
            "proposed",
            "2026-11-24T12:00:00Z",
            """
            "actor":{"id":"emp-0007"},"subject":%s,"verdict":"approved","subjectDigest":"%s",
            "author":{"id":"release-agent"}
            """
                .formatted(RecordWorld.idOf(RecordKind.PROPOSAL), "9f".repeat(32)));

    // When
    Graph graph =
        graph(
            List.of(
                approval,
                RecordWorld.example(RecordKind.PROPOSAL),
                RecordWorld.reviewOfTheRelease(),
                RecordWorld.example(RecordKind.ASSIGNMENT)));

    // Then
    assertThat(subjects(graph, "subject", proposal)).hasSize(1);
    assertThat(subjects(graph, "assignment", assignment)).hasSize(1);
    assertThat(graph.contains(proposal, Standard.RDF_TYPE, Vocabulary.term("Proposal"))).isTrue();
    assertThat(graph.contains(proposal, Standard.PROV_WAS_ATTRIBUTED_TO, Node.ANY)).isTrue();
  }

  @Test
  void findsTheVersionOfADatasetThatAChangeNames() {
    // Given
    List<Event> events = new ArrayList<>();
    events.add(RecordWorld.changeOfADataset());
    events.addAll(RecordWorld.everything());

    // When
    Graph graph = graph(events);

    // Then
    Node dataset = IRIS.dataset("file", "/srv/lake/credit/features/train");
    Node change = subjects(graph, "subject", dataset).getFirst();
    assertThat(objects(graph, change, "before"))
        .containsExactly(IRIS.version(dataset, RecordWorld.WRITING_RUN));
    assertThat(objects(graph, change, "after")).containsExactly(IRIS.namedVersion(dataset, "9"));
    assertThat(
            graph.contains(
                IRIS.namedVersion(dataset, "9"), Standard.PROV_SPECIALIZATION_OF, dataset))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "c, false, false, 2026-12-08T08:00:00Z",
    "a, true, false, 2026-12-03T08:00:00Z",
    "b, false, false, 2026-11-25T08:00:00Z",
    "d, true, true, 2026-11-25T08:00:00Z"
  })
  void worksOutByWhenAnIncidentIsToBeReported(
      String harmCode, boolean death, boolean widespread, String expected) {
    // Given
    Event example = RecordWorld.example(RecordKind.INCIDENT);
    Event incident =
        example.with(
            example
                .payload()
                .utf8()
                .replace("\"harmCode\": \"c\"", "\"harmCode\": \"" + harmCode + "\"")
                .replace("\"death\": false", "\"death\": " + death)
                .replace("\"widespread\": false", "\"widespread\": " + widespread));

    // When
    Graph graph = graph(List.of(incident));

    // Then
    Node node = IRIS.made("incident", "credit-prod", "INC-2026-004");
    assertThat(objects(graph, node, "dueAt"))
        .extracting(Node::getLiteralLexicalForm)
        .containsExactly(expected);
  }

  @Test
  void costsThreeQuadsADecisionWhateverItRestedOn() {
    // Given
    ScratchGraph graph = new ScratchGraph().project(RecordWorld.everything(), 1_000);
    long before = graph.dataset().stream().count();

    // When
    graph.project(List.of(RecordWorld.decision("view-3", "8")), 1);

    // Then
    assertThat(graph.dataset().stream().count() - before).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void costsNoMoreThanItsBudget(RecordKind kind) {
    // Given
    ScratchGraph graph = new ScratchGraph().project(CreditRecords.all(), 1_000);
    long before = graph.dataset().stream().count();

    // When
    graph.project(List.of(RecordWorld.example(kind)), 1);

    // Then
    assertThat(graph.dataset().stream().count() - before).isLessThanOrEqualTo(QUADS_MAX);
  }

  @Test
  void showsWhichDecisionsRestedOnAnotherVersionThanTheirModelWasTrainedOn() throws IOException {
    // Given
    ScratchGraph graph =
        new ScratchGraph()
            .project(
                List.of(
                    RecordWorld.decision("view-1", "7"),
                    RecordWorld.decision("view-2", "8"),
                    RecordWorld.decision("view-3", "8"),
                    RecordWorld.modelOfAView()),
                1);

    // When
    String answer = answer(graph, "training-serving-skew");

    // Then
    assertThat(answer.lines().skip(1))
        .singleElement()
        .asString()
        .contains("/model/credit-prod/views/v/1>\t\"credit-prod\"\t\"applicant_income\"")
        .contains("/v/ext/7>\t")
        .contains("/v/ext/8>\t2\t");
  }

  private static String answer(ScratchGraph graph, String query) throws IOException {
    String text = Files.readString(Path.of("ontology/queries", query + ".rq"));
    try (QueryExecution execution =
        QueryExecution.create(text, DatasetFactory.wrap(graph.dataset()))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ResultSetFormatter.outputAsTSV(out, execution.execSelect());
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private static Graph graph(List<Event> events) {
    return new ScratchGraph().project(events, 1).dataset().getDefaultGraph();
  }

  private static List<Node> objects(Graph graph, Node subject, String term) {
    return graph
        .find(subject, Vocabulary.term(term), Node.ANY)
        .mapWith(triple -> triple.getObject())
        .toList();
  }

  private static List<Node> subjects(Graph graph, String term, Node object) {
    return graph
        .find(Node.ANY, Vocabulary.term(term), object)
        .mapWith(triple -> triple.getSubject())
        .toList();
  }
}
