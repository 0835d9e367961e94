package io.ledgerline.http.marquez;

import static io.ledgerline.http.Requests.awaitGraph;
import static io.ledgerline.http.Requests.withKey;
import static io.ledgerline.http.marquez.MarquezEvents.ask;
import static io.ledgerline.http.marquez.MarquezEvents.send;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Marquez lets a client do and a ledger does not, what makes no sense, and what is gone.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class MarquezRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/namespaces/ui-tests/jobs/load.orders",
    "DELETE, /api/v1/namespaces/ui-tests",
    "DELETE, /api/v1/namespaces/ui-tests/datasets/a%2Fb",
    "POST, /api/v1/namespaces/ui-tests/datasets/a/tags/PII",
    "DELETE, /api/v1/namespaces/ui-tests/datasets/a/tags/PII",
    "POST, /api/v1/namespaces/ui-tests/datasets/a/fields/f/tags/PII",
    "DELETE, /api/v1/namespaces/ui-tests/datasets/a/fields/f/tags/PII",
    "POST, /api/v1/namespaces/ui-tests/jobs/load.orders/tags/PII",
    "DELETE, /api/v1/namespaces/ui-tests/jobs/load.orders/tags/PII",
    "POST, /api/v1/namespaces/ui-tests/jobs/load.orders/runs",
    "POST, /api/v1/jobs/runs/0190a1b2-c3d4-7e5f-8a9b-00000000aa02/complete",
    "PUT, /api/v1/namespaces/ui-tests",
    "PUT, /api/v1/sources/s",
    "PUT, /api/v1/tags/PII"
  })
  void saysWhereItComesFromWhatIsNotChangedHere(String method, String path) {
    // When
    Response response = given().urlEncodingEnabled(false).request(method, path);

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.header("Allow")).contains("GET");
    assertThat(response.jsonPath().getString("type")).endsWith("/read-only");
    assertThat(response.jsonPath().getString("detail")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/namespaces/none, 404",
    "/api/v1/namespaces/none/jobs/none, 404",
    "/api/v1/namespaces/none/jobs/none/runs, 404",
    "/api/v1/namespaces/none/datasets/none, 404",
    "/api/v1/namespaces/none/datasets/none/versions, 404",
    "/api/v1/jobs/runs/none/facets?type=run, 404",
    "/api/v1/column-lineage?nodeId=dataset:none:none, 404",
    "/api/v1/column-lineage, 400",
    "/api/v1/search, 400",
    "/api/v1/stats/jobs?period=MONTH, 400",
    "/api/v1/stats/jobs?period=DAY&timezone=Nowhere, 400",
    "/api/v1/events/lineage?after=yesterday, 400",
    "/api/v1/jobs?limit=100000, 400",
    "/api/v1/jobs?lastRunStates=ASLEEP, 400"
  })
  void saysWhatIsWrongWithAQuestion(String path, int status) {
    // When
    Response response = given().urlEncodingEnabled(false).get(path);

    // Then
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
  }

  @Test
  void answersWithEmptyListsWhereThereIsNothing() {
    // Then
    assertThat(ask("/api/v1/namespaces/none/jobs").getList("jobs")).isEqualTo(List.of());
    assertThat(ask("/api/v1/namespaces/none/datasets").getList("datasets")).isEqualTo(List.of());
    assertThat(ask("/api/v1/tags").getList("tags")).isEqualTo(List.of());
  }

  @Test
  void leavesOutWhatWasErased() {
    // Given
    String run = "0190a1b2-c3d4-7e5f-8a9b-00000000aa09";
    long index = send("erasing", "s3://pond", run, "COMPLETE", "2026-01-05T00:00:00Z");
    String facets = "/api/v1/jobs/runs/" + run + "/facets?type=job";
    awaitGraph(index);
    JsonPath before = ask(facets);

    // When
    Response erased =
        withKey()
            .contentType("application/json")
            .header("Idempotency-Key", "marquez-" + index)
            .body(
                """
                {"legal_basis":"gdpr-17","authorised_by":"dpo-3",
                "entries":[{"index":%d,"units":[1,2]}]}
                """
                    .formatted(index))
            .post("/api/v1/erasures");
    JsonPath after = ask(facets);

    // Then
    assertThat(erased.statusCode()).isEqualTo(201);
    assertThat(before.getMap("facets")).containsKeys("sql", "documentation", "tags");
    assertThat(after.getMap("facets"))
        .containsKeys("tags")
        .doesNotContainKeys("sql", "documentation");
  }
}
