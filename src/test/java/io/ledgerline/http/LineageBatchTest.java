package io.ledgerline.http;

import static io.ledgerline.http.Requests.gzip;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.RealEvents;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches of OpenLineage events over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LineageBatchTest {

  private static final String PATH = "/api/v1/lineage/batch";

  @Test
  void recordsEveryEventOfTheCreditPipelineInOneRequest() {
    // Given
    String batch =
        RealEvents.creditScoring().stream()
            .map(Bytes::utf8)
            .collect(Collectors.joining(",", "[", "]"));

    // When
    Response response = post(batch);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.jsonPath().getMap(""))
        .isEqualTo(
            Map.of(
                "status", "success",
                "failed_events", List.of(),
                "summary",
                    Map.of(
                        "received", 97,
                        "successful", 97,
                        "failed", 0,
                        "retriable", 0,
                        "non_retriable", 0)));
  }

  @Test
  void saysOfEachFailureWhichItIsAndWhyAndRecordsTheOthers() {
    // Given
    String broken = runEvent("part-1").replace("2026-01-01T00:00:00Z", "yesterday");
    String batch = "[" + runEvent("part-0") + "," + broken + ",7," + runEvent("part-3") + "]";

    // When
    Response response = post(batch);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.jsonPath().getString("status")).isEqualTo("partial_success");
    assertThat(response.jsonPath().getMap("summary"))
        .isEqualTo(
            Map.of(
                "received", 4, "successful", 2, "failed", 2, "retriable", 0, "non_retriable", 2));
    assertThat(response.jsonPath().getList("failed_events.index")).isEqualTo(List.of(1, 2));
    assertThat(response.jsonPath().getList("failed_events.retriable"))
        .isEqualTo(List.of(false, false));
    assertThat(response.jsonPath().getString("failed_events[0].reason")).startsWith("/eventTime ");
    assertThat(alone(runEvent("part-0"))).isEqualTo(200);
    assertThat(alone(runEvent("part-3"))).isEqualTo(200);
  }

  @Test
  void callsABatchOfWhichEverythingFailedAPartialSuccess() {
    // When
    Response response = post("[{},{}]");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.jsonPath().getString("status")).isEqualTo("partial_success");
    assertThat(response.jsonPath().getInt("summary.successful")).isZero();
  }

  @Test
  void knowsAnEventThatCameAloneAndABatchThatCameBefore() {
    // Given
    alone(runEvent("known-0"));
    String batch = "{\"events\":[" + runEvent("known-0") + "," + runEvent("known-1") + "]}";

    // When
    Response first = post(batch, "?items=true");
    Response again = post(batch, "?items=true");

    // Then
    assertThat(first.jsonPath().getList("items.status")).isEqualTo(List.of(200, 201));
    assertThat(again.jsonPath().getList("items.status")).isEqualTo(List.of(200, 200));
    assertThat(again.jsonPath().getList("items.receipt.index"))
        .isEqualTo(first.jsonPath().getList("items.receipt.index"));
    assertThat(again.jsonPath().getString("status")).isEqualTo("success");
  }

  @Test
  void readsAPackedBatchAndAnEmptyOne() {
    // When
    Response packed =
        withKey()
            .contentType("application/json; charset=UTF-8")
            .header("Content-Encoding", "gzip")
            .body(gzip("[" + runEvent("batch-packed") + "]"))
            .post(PATH + "/");
    Response empty = post("[]");

    // Then
    assertThat(packed.jsonPath().getInt("summary.successful")).isEqualTo(1);
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.jsonPath().getString("status")).isEqualTo("success");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}|malformed-request", "{\"events\":{}}|malformed-request", "[{|malformed-json"})
  void refusesWhatIsNoBatchAsAWhole(String body, String problem) {
    // When
    Response response = post(body);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("type")).endsWith("/" + problem);
    assertThat(withKey().get("/api/v1/quarantine?limit=1").jsonPath().getString("refusals[0].door"))
        .isEqualTo("openlineage-batch");
  }

  @Test
  void refusesMoreEventsThanABatchMayHave() {
    // Given
    String batch =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(number -> runEvent("many-" + number))
            .collect(Collectors.joining(",", "[", "]"));

    // When
    Response response = post(batch);

    // Then
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.jsonPath().getInt("events_max")).isEqualTo(1_000);
    assertThat(response.header("Retry-After")).isNull();
    assertThat(alone(runEvent("many-0"))).isEqualTo(201);
  }

  @Test
  void refusesABatchThatIsTooLargeWhateverIsInIt() {
    // Given
    String batch = "[" + String.join("", Collections.nCopies(17 << 10, " ".repeat(1_024))) + "]";

    // When
    Response response = post(batch);

    // Then
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1"})
  void refusesAParameterThatIsNeitherYesNorNo(String items) {
    // When
    Response response = post("[]", "?items=" + items);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void needsAKey() {
    assertThat(given().contentType("application/json").body("[]").post(PATH).statusCode())
        .isEqualTo(401);
  }

  private static Response post(String batch) {
    return post(batch, "");
  }

  private static Response post(String batch, String query) {
    return withKey().contentType("application/json").body(batch).post(PATH + query);
  }

  private static int alone(String event) {
    return withKey()
        .contentType("application/json")
        .body(event)
        .post("/api/v1/lineage")
        .statusCode();
  }
}
