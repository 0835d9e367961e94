package io.ledgerline.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Lineage of the real credit-scoring pipeline, and of the model and decisions that it led to.
@Execution(ExecutionMode.CONCURRENT)
class LineageTest {

  private static final String CREDIT = "dataset:file:/srv/lake/credit/";
  private static final List<String> RAW =
      List.of(
          CREDIT + "raw/applications",
          CREDIT + "raw/applications/part-00000-195bde30-f7c8-4bbc-99bf-f147dcf85446-c000.csv",
          CREDIT + "raw/bureau",
          CREDIT + "raw/outcomes");
  private static final String MODEL = "modelVersion:credit-prod:credit_default:3";

  @TempDir static Path directory;
  private static LineageGraph graph;
  private static Lineage lineage;

  @BeforeAll
  static void projectThePipeline() {
    Ledger ledger = TestLedgers.open();
    Iris iris = new Iris(ledger.genesis().baseIri());
    graph = LineageGraph.open(GraphSettings.in(directory), iris);
    LedgerFiller.append(ledger, Entries.creditScoringWithRecords());
    Rebuild.run(ledger, graph);
    lineage = new Lineage(graph, iris);
  }

  @AfterAll
  static void close() {
    graph.close();
  }

  @Test
  void followsAModelVersionBackToExactlyTheRawFiles() {
    // When
    LineageView view = upstream(MODEL);

    // Then
    assertThat(leaves(view)).containsExactlyElementsOf(RAW);
    assertThat(ids(view))
        .contains(
            CREDIT + "features/train",
            CREDIT + "features/credit_features",
            CREDIT + "clean/applications",
            "job:credit-prod:credit_train",
            "job:credit-prod:credit_features",
            "job:credit-prod:credit_clean",
            "job:credit-prod:credit_ingest")
        .doesNotContain(CREDIT + "decisions", "job:credit-prod:credit_score");
    assertThat(view.truncated()).isFalse();
  }

  @Test
  void followsADecisionBackToTheSameRawFilesThroughItsModelVersion() {
    for (String id :
        List.of(
            "decision:A-2",
            "decision:credit-prod:A-2",
            "decision:" + CreditRecords.decisionRecordId("A-2"),
            graphBase() + "/decision/credit-prod/A-2")) {
      // When
      LineageView view = upstream(id);

      // Then
      assertThat(leaves(view)).as(id).containsExactlyElementsOf(RAW);
      assertThat(view.start()).isEqualTo("decision:credit-prod:A-2");
      assertThat(view.edges())
          .contains(new LineageEdge(MODEL, "decision:credit-prod:A-2"))
          .contains(new LineageEdge("job:credit-prod:credit_score", "decision:credit-prod:A-2"));
    }
  }

  @Test
  void followsARawFileToTheModelVersionAndItsDecisions() {
    // When
    LineageView view =
        lineage.downstream(id(CREDIT + "raw/bureau"), Lineage.DEPTH, 100).orElseThrow();

    // Then
    assertThat(ids(view))
        .contains(
            CREDIT + "features/train",
            MODEL,
            "decision:credit-prod:A-1",
            "decision:credit-prod:A-2",
            "decision:credit-prod:A-3",
            "evaluation:" + CreditRecords.evaluationRecordId())
        .doesNotContain(CREDIT + "raw/applications", CREDIT + "clean/applications");
  }

  @Test
  void followsADatasetThroughTheJobsThatAreUnitedWithItsWriter() {
    // When
    LineageView view = upstream(CREDIT + "models/credit_default/3/metadata");

    // Then
    assertThat(leaves(view)).containsExactlyElementsOf(RAW);
    assertThat(view.edges())
        .contains(new LineageEdge(CREDIT + "features/train", "job:credit-prod:credit_train"))
        .contains(
            new LineageEdge(
                "job:credit-prod:credit_train", CREDIT + "models/credit_default/3/metadata"));
  }

  @Test
  void showsColumnsAndTheEntriesThatANodeIsFrom() {
    // When
    LineageNode node = upstream(CREDIT + "features/train").nodes().getFirst();

    // Then
    assertThat(node.type()).isEqualTo(NodeType.DATASET);
    assertThat(node.fields()).extracting(LineageNode.Field::name).contains("age", "income_k");
    assertThat(node.entries()).isNotEmpty();
  }

  @Test
  void stopsAtTheDepthAndAtTheLimitAndSaysSo() {
    // When
    LineageView shallow = lineage.upstream(id(MODEL), 1, 100).orElseThrow();
    LineageView few = lineage.upstream(id(MODEL), Lineage.DEPTH, 4).orElseThrow();

    // Then
    assertThat(shallow.truncated()).isTrue();
    assertThat(ids(shallow))
        .containsExactlyInAnyOrder(
            MODEL,
            "job:credit-prod:credit_train",
            CREDIT + "features/train",
            CREDIT + "features/test");
    assertThat(few.truncated()).isTrue();
    assertThat(few.nodes()).hasSize(4);
    assertThat(ids(few))
        .containsAll(few.edges().stream().map(LineageEdge::origin).toList())
        .containsAll(few.edges().stream().map(LineageEdge::destination).toList());
  }

  @Test
  void isCompleteOrSaysThatItIsNotWhateverTheLimit() {
    for (String start : List.of(MODEL, CREDIT + "raw/bureau", CREDIT + "features/train")) {
      LineageView whole =
          lineage.around(id(start), Direction.BOTH, Lineage.DEPTH, Lineage.LIMIT).orElseThrow();
      assertThat(whole.truncated()).as(start).isFalse();
      for (int limit = 1; limit <= 30; limit++) {
        // When
        LineageView view =
            lineage.around(id(start), Direction.BOTH, Lineage.DEPTH, limit).orElseThrow();

        // Then
        assertThat(view.truncated() || view.edges().equals(whole.edges()))
            .as(start + " " + limit)
            .isTrue();
      }
    }
  }

  @Test
  void saysThatThereIsMoreOfARunThanItShows() {
    // Given
    String run = "01A1F9B6-363A-70E2-9A52-3A42FB23AE16";

    // Then
    assertThat(lineage.run(run, 2).orElseThrow().truncated()).isTrue();
    assertThat(lineage.run(run).orElseThrow().truncated()).isFalse();
  }

  @Test
  void knowsNothingOfWhatIsNotThere() {
    for (String text :
        List.of(
            "dataset:file:/srv/lake/credit/none",
            "dataset:file",
            "job:credit-prod:",
            "modelVersion:credit-prod:credit_default:4",
            "decision:A-9",
            "run:00000000-0000-4000-8000-000000000000",
            "https://elsewhere.example/x",
            "nonsense")) {
      // When
      boolean found = NodeId.parse(text).flatMap(id -> lineage.upstream(id, 20, 100)).isPresent();

      // Then
      assertThat(found).as(text).isFalse();
    }
  }

  @Test
  void describesARunWithItsStateAndTheVersionsThatItRead() {
    // When
    RunView run = lineage.run("01A1F9B6-363A-70E2-9A52-3A42FB23AE16").orElseThrow();

    // Then
    assertThat(run.state()).isEqualTo("COMPLETED");
    assertThat(run.inputs())
        .extracting(version -> version.dataset().name())
        .containsExactly("/srv/lake/credit/raw/applications");
    assertThat(run.inputs()).noneMatch(version -> version.version().equals("unknown"));
    assertThat(run.outputs())
        .extracting(version -> version.dataset().name())
        .containsExactly("/srv/lake/credit/clean/applications");
    assertThat(run.entries()).hasSize(5);
    assertThat(run.parentRunId()).contains("01a1f9b6-1cf4-7162-8f79-3e57f2c0af73");
  }

  private static LineageView upstream(String text) {
    return lineage.upstream(id(text), Lineage.DEPTH, Lineage.LIMIT).orElseThrow();
  }

  private static NodeId id(String text) {
    return NodeId.parse(text).orElseThrow();
  }

  private static String graphBase() {
    return TestLedgers.genesis().baseIri();
  }

  private static List<String> ids(LineageView view) {
    return view.nodes().stream().map(LineageNode::id).toList();
  }

  /// Datasets that came from nowhere else, or from a job that read nothing.
  private static List<String> leaves(LineageView view) {
    Set<String> fed =
        view.edges().stream()
            .filter(edge -> edge.origin().startsWith("dataset:"))
            .map(LineageEdge::destination)
            .collect(Collectors.toSet());
    Set<String> made =
        view.edges().stream()
            .filter(edge -> fed.contains(edge.origin()))
            .map(LineageEdge::destination)
            .collect(Collectors.toSet());
    return new TreeSet<>(ids(view))
        .stream().filter(id -> id.startsWith("dataset:") && !made.contains(id)).toList();
  }
}
