package io.ledgerline.lineage.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.graph.GraphSettings;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.projection.LedgerFiller;
import io.ledgerline.projection.Rebuild;
import io.ledgerline.projection.world.Entries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Which columns columns came from, from `columnLineage` facets.
@Execution(ExecutionMode.CONCURRENT)
class ColumnLineageTest {

  private static final String RAW = "datasetField:db:raw:";
  private static final String CLEAN = "datasetField:db:clean:";
  private static final String MART = "datasetField:s3://b:mart:v1:";

  @TempDir Path directory;
  private LineageGraph graph;
  private ColumnLineage lineage;

  @BeforeEach
  void projectTwoSteps() {
    Ledger ledger = TestLedgers.open();
    Iris iris = new Iris(ledger.genesis().baseIri());
    graph = LineageGraph.open(GraphSettings.in(directory), iris);
    LedgerFiller.append(
        ledger,
        List.of(
            event(
                "db",
                "clean",
                "\"id\":{\"inputFields\":[%s,%s]},\"pay\":{\"inputFields\":[%s,%s]}"
                    .formatted(
                        input("db", "raw", "id", "DIRECT", "IDENTITY"),
                        input("db", "raw", "land", "INDIRECT", "FILTER"),
                        input("db", "raw", "salary", "DIRECT", "TRANSFORMATION"),
                        input("db", "raw", "land", "INDIRECT", "FILTER"))),
            event(
                "s3://b",
                "mart:v1",
                "\"total\":{\"inputFields\":[%s]}"
                    .formatted(input("db", "clean", "pay", "DIRECT", "AGGREGATION"))),
            event("db", "wide", wide())));
    Rebuild.run(ledger, graph);
    lineage = new ColumnLineage(graph, iris);
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void followsAColumnBackThroughEveryStep() {
    // When
    ColumnView view = around(MART + "total", 20, false);

    // Then
    assertThat(ids(view))
        .containsExactlyInAnyOrder(MART + "total", CLEAN + "pay", RAW + "salary", RAW + "land");
    assertThat(view.edges())
        .containsExactlyInAnyOrder(
            new ColumnView.Edge(CLEAN + "pay", MART + "total"),
            new ColumnView.Edge(RAW + "salary", CLEAN + "pay"),
            new ColumnView.Edge(RAW + "land", CLEAN + "pay"));
    assertThat(view.truncated()).isFalse();
  }

  @Test
  void saysHowAColumnCameAbout() {
    // When
    ColumnView.Column pay =
        around(CLEAN + "pay", 1, false).columns().stream()
            .filter(column -> column.id().equals(CLEAN + "pay"))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(pay.sources())
        .extracting(ColumnView.Source::field)
        .containsExactlyInAnyOrder("salary", "land");
    assertThat(pay.sources())
        .flatExtracting(ColumnView.Source::transformations)
        .containsExactlyInAnyOrder("DIRECT TRANSFORMATION", "INDIRECT FILTER");
  }

  @Test
  void goesDownstreamOnlyWhereItIsAsked() {
    // Then
    assertThat(ids(around(RAW + "salary", 20, false))).containsExactly(RAW + "salary");
    assertThat(ids(around(RAW + "salary", 20, true)))
        .containsExactlyInAnyOrder(RAW + "salary", CLEAN + "pay", MART + "total");
    assertThat(ids(around(RAW + "land", 20, true)))
        .containsExactlyInAnyOrder(RAW + "land", CLEAN + "id", CLEAN + "pay", MART + "total");
  }

  @Test
  void beginsAtAllColumnsOfADatasetOrOfWhatAJobWrites() {
    // Then
    assertThat(ids(around("dataset:db:clean", 0, false)))
        .containsExactlyInAnyOrder(CLEAN + "id", CLEAN + "pay");
    assertThat(ids(around("job:jobs:clean", 0, false)))
        .containsExactlyInAnyOrder(CLEAN + "id", CLEAN + "pay");
    assertThat(lineage.around(id("dataset:db:none"), 20, true, 10)).isEmpty();
    assertThat(lineage.around(id(CLEAN + "none"), 20, true, 10)).isEmpty();
  }

  @Test
  void saysWhereItStoppedAtTheDepthAndAtTheLimit() {
    // Then
    assertThat(around(MART + "total", 1, false).truncated()).isTrue();
    for (int limit = 1; limit < 4; limit++) {
      ColumnView few = lineage.around(id(MART + "total"), 20, false, limit).orElseThrow();
      assertThat(few.truncated()).isTrue();
      assertThat(few.columns()).hasSize(limit);
      assertThat(ids(few)).containsAll(few.edges().stream().map(ColumnView.Edge::origin).toList());
    }
  }

  @Test
  void saysWhereAnEventNamedMorePairsThanAreStored() {
    // When
    ColumnView view = around("dataset:db:wide", 20, false);

    // Then
    assertThat(view.columns()).isEmpty();
    assertThat(view.truncated()).isTrue();
  }

  private ColumnView around(String text, int depth, boolean withDownstream) {
    return lineage.around(id(text), depth, withDownstream, 100).orElseThrow();
  }

  private static NodeId id(String text) {
    return NodeId.parse(text).orElseThrow();
  }

  private static List<String> ids(ColumnView view) {
    return view.columns().stream().map(ColumnView.Column::id).toList();
  }

  private static String wide() {
    List<String> columns = new ArrayList<>();
    for (int column = 0; column < 40; column++) {
      List<String> inputs = new ArrayList<>();
      for (int source = 0; source < 40; source++) {
        inputs.add(input("db", "raw", "c" + source, "DIRECT", "TRANSFORMATION"));
      }
      columns.add("\"c%d\":{\"inputFields\":[%s]}".formatted(column, String.join(",", inputs)));
    }
    return String.join(",", columns);
  }

  private static String input(
      String namespace, String name, String field, String type, String subtype) {
    return """
    {"namespace":"%s","name":"%s","field":"%s","transformations":[{"type":"%s","subtype":"%s"}]}\
    """
        .formatted(namespace, name, field, type, subtype);
  }

  private static Entries.Event event(String namespace, String name, String fields) {
    return new Entries.Event(
        "openlineage-run-event",
        "application/json",
        io.ledgerline.canon.Bytes.utf8(
            """
            {"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00Z","producer":"urn:p",
            "schemaURL":"urn:s#/$defs/RunEvent",
            "run":{"runId":"00000000-0000-4000-8000-0000000000%1$02d"},
            "job":{"namespace":"jobs","name":"%3$s"},"inputs":[],
            "outputs":[{"namespace":"%2$s","name":"%3$s","facets":{"columnLineage":
            {"_producer":"urn:p","_schemaURL":"urn:s","fields":{%4$s}}}}]}
            """
                .formatted(name.length(), namespace, name, fields)));
  }
}
