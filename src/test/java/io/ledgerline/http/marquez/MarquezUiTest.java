package io.ledgerline.http.marquez;

import static io.ledgerline.http.Requests.awaitGraph;
import static io.ledgerline.http.marquez.MarquezEvents.ask;
import static io.ledgerline.http.marquez.MarquezEvents.send;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The requests that Marquez's web UI sends, letter for letter, and the fields that it reads.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class MarquezUiTest {

  private static final String FIRST = "0190a1b2-c3d4-7e5f-8a9b-00000000aa01";
  private static final String SECOND = "0190a1b2-c3d4-7e5f-8a9b-00000000aa02";

  /// `encodeURIComponent` of `s3://lake` and `/mart/orders 2026`.
  private static final String ORDERS =
      "/api/v1/namespaces/s3%3A%2F%2Flake/datasets/%2Fmart%2Forders%202026";

  @BeforeEach
  void sendTwoRuns() {
    send(FIRST, "START", "2026-03-01T00:00:00Z");
    send(FIRST, "FAIL", "2026-03-01T00:01:00Z");
    send(SECOND, "START", "2026-03-02T00:00:00Z");
    long last = send(SECOND, "COMPLETE", "2026-03-02T00:00:30Z");
    awaitGraph(last);
  }

  @Test
  void listsNamespaces() {
    // When
    JsonPath json = ask("/api/v1/namespaces");

    // Then
    assertThat(json.getList("namespaces.name")).contains("ui-tests", "s3://lake");
    Map<String, Object> namespace = json.getMap("namespaces.find { it.name == 's3://lake' }");
    assertThat(namespace)
        .containsKeys("createdAt", "updatedAt", "ownerName", "description")
        .containsEntry("isHidden", false);
  }

  @Test
  void listsTheJobsOfANamespaceWithTheirLatestRuns() {
    // When
    JsonPath json = ask("/api/v1/namespaces/ui-tests/jobs?limit=20&offset=0");

    // Then
    assertThat(json.getInt("totalCount")).isEqualTo(1);
    assertThat(json.getString("jobs[0].name")).isEqualTo("load.orders");
    assertThat(json.getString("jobs[0].namespace")).isEqualTo("ui-tests");
    assertThat(json.getString("jobs[0].type")).isEqualTo("BATCH");
    assertThat(json.getString("jobs[0].description")).isEqualTo("Loads the orders.");
    assertThat(json.getString("jobs[0].location")).isEqualTo("https://git.example/orders");
    assertThat(json.getString("jobs[0].updatedAt")).isEqualTo("2026-03-02T00:00:30Z");
    assertThat(json.getList("jobs[0].tags")).containsExactly("gold", "team=orders");
    assertThat(json.getString("jobs[0].latestRun.state")).isEqualTo("COMPLETED");
    assertThat(json.getLong("jobs[0].latestRun.durationMs")).isEqualTo(30_000);
    assertThat(json.getList("jobs[0].latestRuns.id")).containsExactly(SECOND, FIRST);
    assertThat(json.getList("jobs[0].inputs.name")).containsExactly("raw:orders");
    assertThat(json.getList("jobs[0].outputs.name")).containsExactly("/mart/orders 2026");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, true", "FAILED, false", "RUNNING, false"})
  void listsJobsByTheStateOfTheirLatestRun(String state, boolean isThere) {
    // When
    JsonPath json = ask("/api/v1/jobs?limit=1000&offset=0&lastRunStates=" + state);

    // Then
    assertThat(json.getList("jobs.name").contains("load.orders")).isEqualTo(isThere);
    assertThat(json.getList("jobs.latestRun.state")).allMatch(state::equals);
  }

  @Test
  void showsAJobAndItsRunsTheLatestFirst() {
    // When
    JsonPath job = ask("/api/v1/namespaces/ui-tests/jobs/load.orders");
    JsonPath runs = ask("/api/v1/namespaces/ui-tests/jobs/load.orders/runs?limit=1&offset=1");

    // Then
    assertThat(job.getString("facets.sql.query")).isEqualTo("SELECT 1");
    assertThat(runs.getInt("totalCount")).isEqualTo(2);
    assertThat(runs.getList("runs.id")).containsExactly(FIRST);
    assertThat(runs.getString("runs[0].state")).isEqualTo("FAILED");
    assertThat(runs.getString("runs[0].startedAt")).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(runs.getString("runs[0].endedAt")).isEqualTo("2026-03-01T00:01:00Z");
    assertThat(runs.getString("runs[0].nominalStartTime")).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(runs.getString("runs[0].jobVersion.name")).isEqualTo("load.orders");
    assertThat(runs.getString("runs[0].outputDatasetVersions[0].datasetVersionId.version"))
        .isEqualTo(FIRST);
  }

  @Test
  void showsFacetsOfARunAndOfItsJobAsTheyWereWritten() {
    // When
    JsonPath run = ask("/api/v1/jobs/runs/" + SECOND + "/facets?type=run");
    JsonPath job = ask("/api/v1/jobs/runs/" + SECOND + "/facets?type=job");

    // Then
    assertThat(run.getString("runId")).isEqualTo(SECOND);
    assertThat(given().get("/api/v1/jobs/runs/" + SECOND + "/facets?type=run").asString())
        .contains("\"ratio\":1.50");
    assertThat(job.getString("facets.sql.query")).isEqualTo("SELECT 1");
    assertThat(given().get("/api/v1/jobs/runs/" + SECOND + "/facets").statusCode()).isEqualTo(400);
  }

  @Test
  void showsADatasetWhoseNameHasSlashesAndBlanks() {
    // When
    JsonPath json = ask(ORDERS);

    // Then
    assertThat(json.getString("id.namespace")).isEqualTo("s3://lake");
    assertThat(json.getString("id.name")).isEqualTo("/mart/orders 2026");
    assertThat(json.getString("name")).isEqualTo("/mart/orders 2026");
    assertThat(json.getString("type")).isEqualTo("DB_TABLE");
    assertThat(json.getList("fields.name")).containsExactly("id", "total");
    assertThat(json.getString("fields[1].description")).isEqualTo("In cents.");
    assertThat(json.getString("facets.schema.fields[0].name")).isEqualTo("id");
    assertThat(json.getBoolean("deleted")).isFalse();
    assertThat(json.getString("columnLineage[0].name")).isEqualTo("total");
    assertThat(json.getString("columnLineage[0].inputFields[0].field")).isEqualTo("amount");
    assertThat(json.getString("columnLineage[0].inputFields[0].transformationType"))
        .isEqualTo("DIRECT AGGREGATION");
  }

  @Test
  void listsDatasetsAndVersionsWithTheRunsThatWroteThem() {
    // When
    JsonPath datasets = ask("/api/v1/namespaces/s3%3A%2F%2Flake/datasets?limit=20&offset=0");
    JsonPath versions = ask(ORDERS + "/versions?limit=100&offset=0");

    // Then
    assertThat(datasets.getInt("totalCount")).isEqualTo(2);
    assertThat(datasets.getList("datasets.name"))
        .containsExactly("/mart/orders 2026", "raw:orders");
    assertThat(datasets.getString("datasets[0].sourceName")).isEqualTo("the lake");
    assertThat(versions.getInt("totalCount")).isEqualTo(2);
    assertThat(versions.getList("versions.version")).containsExactly(SECOND, FIRST);
    assertThat(versions.getString("versions[0].id.version")).isEqualTo(SECOND);
    assertThat(versions.getString("versions[0].createdByRun.id")).isEqualTo(SECOND);
    assertThat(versions.getString("versions[0].createdAt")).isEqualTo("2026-03-02T00:00:30Z");
    assertThat(versions.getList("versions[0].fields.name")).containsExactly("id", "total");
    assertThat(ask(ORDERS + "/versions/" + FIRST).getString("version")).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/lineage?nodeId=dataset:s3://lake:/mart/orders%202026&depth=2, dataset",
    "/api/v1/lineage/?nodeId=dataset:s3%3A%2F%2Flake:%2Fmart%2Forders%202026&depth=2, dataset",
    "/api/v1/lineage?nodeId=job:ui-tests:load.orders&depth=2, job",
    "/api/v1/lineage?nodeId=dataset%3As3%253A%252F%252Flake%3A%252Fmart%252Forders%25202026,"
        + " dataset"
  })
  void drawsTheLineageOfANode(String path, String kind) {
    // When
    JsonPath json = given().urlEncodingEnabled(false).get(path).jsonPath();

    // Then
    assertThat(json.getString("graph[0].id")).startsWith(kind + ":");
    assertThat(json.getString("graph[0].data.createdAt")).isNotEmpty();
    assertThat(json.getString("graph[0].data.updatedAt")).isEqualTo("2026-03-02T00:00:30Z");
    assertThat(json.getString("graph[0].data.latestRun.state"))
        .isEqualTo(kind.equals("job") ? "COMPLETED" : null);
    assertThat(json.getList("graph.id"))
        .contains(
            "dataset:s3://lake:raw:orders",
            "job:ui-tests:load.orders",
            "dataset:s3://lake:/mart/orders 2026");
    String dataset = "graph.find { it.id == 'dataset:s3://lake:/mart/orders 2026' }";
    assertThat(json.getString(dataset + ".type")).isEqualTo("DATASET");
    assertThat(json.getList(dataset + ".data.fields.name")).containsExactly("id", "total");
    assertThat(json.getString(dataset + ".inEdges[0].origin"))
        .isEqualTo("job:ui-tests:load.orders");
    assertThat(json.getString(dataset + ".inEdges[0].destination"))
        .isEqualTo("dataset:s3://lake:/mart/orders 2026");
  }

  @ParameterizedTest
  @CsvSource({
    "dataset:s3%3A%2F%2Flake:%2Fmart%2Forders%202026",
    "datasetField:s3%3A%2F%2Flake:%2Fmart%2Forders%202026:total",
    "job:ui-tests:load.orders"
  })
  void drawsTheLineageOfColumns(String nodeId) {
    // When
    JsonPath json = ask("/api/v1/column-lineage?nodeId=" + nodeId + "&depth=2&withDownstream=true");

    // Then
    String total = "datasetField:s3://lake:/mart/orders 2026:total";
    String amount = "datasetField:s3://lake:raw:orders:amount";
    assertThat(json.getList("graph.id")).containsExactlyInAnyOrder(total, amount);
    String node = "graph.find { it.id == '" + total + "' }";
    assertThat(json.getString(node + ".type")).isEqualTo("DATASET_FIELD");
    assertThat(json.getString(node + ".data.dataset")).isEqualTo("/mart/orders 2026");
    assertThat(json.getString(node + ".data.field")).isEqualTo("total");
    assertThat(json.getString(node + ".data.fieldType")).isEqualTo("bigint");
    assertThat(json.getString(node + ".data.inputFields[0].dataset")).isEqualTo("raw:orders");
    // The UI finds the way up by the destinations of inEdges.
    assertThat(json.getString(node + ".inEdges[0].destination")).isEqualTo(amount);
    assertThat(json.getString("graph.find { it.id == '" + amount + "' }.outEdges[0].destination"))
        .isEqualTo(total);
  }

  @Test
  void searchesNames() {
    // When
    JsonPath json = ask("/api/v1/search/?q=ORDERS&sort=NAME&limit=100");
    JsonPath jobs = ask("/api/v1/search?q=orders&sort=UPDATE_AT&limit=100&filter=JOB");

    // Then
    assertThat(json.getList("results.nodeId"))
        .contains(
            "dataset:s3://lake:/mart/orders 2026",
            "job:ui-tests:load.orders",
            "dataset:s3://lake:raw:orders");
    assertThat(json.getInt("totalCount")).isGreaterThanOrEqualTo(3);
    assertThat(jobs.getList("results.type")).contains("JOB").doesNotContain("DATASET");
    assertThat(jobs.getString("results.find { it.name == 'load.orders' }.updatedAt"))
        .isEqualTo("2026-03-02T00:00:30Z");
  }

  @Test
  void listsRunEventsAsTheyWereWrittenNewestFirst() {
    // When
    JsonPath json =
        ask(
            "/api/v1/events/lineage?limit=2&before=2026-03-02T12:00:00.000Z"
                + "&after=2026-03-01T00:00:00.000Z&offset=0&sortDirection=desc");

    // Then
    assertThat(json.getInt("totalCount")).isEqualTo(4);
    assertThat(json.getList("events.eventType")).containsExactly("COMPLETE", "START");
    assertThat(json.getList("events.run.runId")).containsExactly(SECOND, SECOND);
    assertThat(json.getString("events[0].job.name")).isEqualTo("load.orders");
    assertThat(json.getBoolean("truncated")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"DAY, 24", "WEEK, 7"})
  void countsWhatCame(String period, int intervals) {
    // When
    JsonPath events =
        ask("/api/v1/stats/lineage-events?period=" + period + "&timezone=Europe/Berlin");
    JsonPath jobs = ask("/api/v1/stats/jobs?period=" + period + "&timezone=Europe/Berlin");

    // Then
    assertThat(events.getList("startInterval")).hasSize(intervals);
    Map<String, Object> last = events.getMap("[" + (intervals - 1) + "]");
    assertThat(last).containsKeys("endInterval", "fail", "start", "complete", "abort");
    assertThat(jobs.getList("count")).hasSize(intervals);
    assertThat(jobs.getInt("[" + (intervals - 1) + "].count")).isPositive();
  }
}
