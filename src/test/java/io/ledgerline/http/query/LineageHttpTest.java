package io.ledgerline.http.query;

import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lineage over HTTP, from events that came over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LineageHttpTest {

  private static final String RUN = "0190a1b2-c3d4-7e5f-8a9b-00000000feed";

  @Test
  void answersWithTheGraphAsOfTheEventJustSent() {
    // Given
    long index = send("http_read_your_writes", "s3://bucket", "a:b/c", "out");

    // When
    Response response =
        given()
            .queryParam("nodeId", "dataset:s3://bucket:out")
            .queryParam("direction", "upstream")
            .queryParam("min-seq", index)
            .get("/api/v1/lineage");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Long.valueOf(response.header("X-Ledger-Position"))).isGreaterThanOrEqualTo(index);
    List<String> ids = response.jsonPath().getList("graph.id");
    assertThat(ids)
        .containsExactly(
            "dataset:s3://bucket:out",
            "job:tests:http_read_your_writes",
            "dataset:s3://bucket:a:b/c");
    assertThat(response.jsonPath().getString("graph[1].inEdges[0].origin"))
        .isEqualTo("dataset:s3://bucket:a:b/c");
    assertThat(response.jsonPath().getString("graph[1].data.outputs[0].name")).isEqualTo("out");
    assertThat(response.jsonPath().getBoolean("truncated")).isFalse();
  }

  @Test
  void answersWithARunAndItsState() {
    // Given
    long index = send("http_run", "file", "/in", "/out");

    // When
    Response response =
        given()
            .queryParam("min-seq", index)
            .get("/api/v1/jobs/runs/" + RUN.toUpperCase(Locale.ROOT));

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.jsonPath().getString("id")).isEqualTo(RUN);
    assertThat(response.jsonPath().getString("state")).isEqualTo("COMPLETED");
    assertThat(response.jsonPath().getList("entries")).contains((int) index);
  }

  @Test
  void countsWhatRestsOnAVersionAndNamesTheQueryForAllOfIt() {
    // Given
    long index = send("http_impact", "file", "/impact-in", "/impact-out");

    // When
    Response response =
        given()
            .queryParam("nodeId", "run:" + RUN)
            .queryParam("min-seq", index)
            .get("/api/v1/lineage/impact");
    String query = response.jsonPath().getString("queries.all.query");
    Response all = given().queryParam("query", query).get("/sparql");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    int versions = response.jsonPath().getInt("counts.dataset_versions");
    assertThat(versions).isPositive();
    assertThat(response.jsonPath().getList("sample.dataset_versions"))
        .contains("dataset:file:/impact-out#" + RUN);
    assertThat(response.jsonPath().getBoolean("truncated")).isFalse();
    assertThat(all.jsonPath().getList("results.bindings.thing.value")).hasSize(versions);
    assertThat(response.jsonPath().getString("queries.decisions.href"))
        .startsWith("/sparql?query=");
  }

  @Test
  void showsEachVersionAndRunAsANodeWhereThatIsAsked() {
    // Given
    long index = send("http_each", "file", "/each-in", "/each-out");

    // When
    Response response =
        given()
            .queryParam("nodeId", "dataset:file:/each-out#" + RUN)
            .queryParam("detail", "each")
            .queryParam("direction", "upstream")
            .queryParam("min-seq", index)
            .get("/api/v1/lineage");

    // Then
    assertThat(response.jsonPath().getList("graph.id"))
        .startsWith("dataset:file:/each-out#" + RUN, "run:" + RUN)
        .contains("dataset:file:/each-in#unknown");
    assertThat(response.jsonPath().getList("graph.type")).startsWith("DATASET_VERSION", "RUN");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/lineage/impact, 400, malformed-request",
    "/api/v1/lineage/impact?nodeId=run:none, 404, not-found",
    "/api/v1/lineage?nodeId=job:tests:x&detail=all, 400, malformed-request",
    "/api/v1/lineage, 400, malformed-request",
    "/api/v1/lineage?nodeId=job:tests:x&depth=-1, 400, malformed-request",
    "/api/v1/lineage?nodeId=job:tests:x&limit=0, 400, malformed-request",
    "/api/v1/lineage?nodeId=job:tests:x&direction=sideways, 400, malformed-request",
    "/api/v1/lineage?nodeId=job:tests:x&min-seq=+5, 400, malformed-request",
    "/api/v1/lineage?nodeId=job:tests:x&min-seq=999999999, 503, not-yet-published",
    "/api/v1/lineage?nodeId=job:tests:none, 404, not-found",
    "/api/v1/lineage?nodeId=nonsense, 400, malformed-request",
    "/api/v1/lineage?nodeId=table:tests:x, 400, malformed-request",
    "/api/v1/jobs/runs/none, 404, not-found"
  })
  void saysWhatIsWrongWithAQuestion(String path, int status, String problem) {
    // When
    Response response = given().get(path);

    // Then
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.jsonPath().getString("type")).endsWith("/" + problem);
  }

  @Test
  void saysWhichFormsANodeIdHas() {
    // When
    Response response = given().get("/api/v1/lineage?nodeId=foo");

    // Then
    assertThat(response.jsonPath().getString("detail"))
        .contains("dataset:<namespace>:<name>", "modelVersion:<namespace>:<name>:<version>");
  }

  private static long send(String job, String namespace, String input, String output) {
    String event =
        """
        {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "eventType":"COMPLETE","run":{"runId":"%s"},"job":{"namespace":"tests","name":"%s"},
        "inputs":[{"namespace":"%s","name":"%s"}],"outputs":[{"namespace":"%s","name":"%s"}]}
        """
            .formatted(RUN, job, namespace, input, namespace, output);
    byte[] receipt =
        withKey().contentType("application/json").body(event).post("/api/v1/lineage").asByteArray();
    return Receipt.parse(Bytes.owned(receipt)).index();
  }
}
