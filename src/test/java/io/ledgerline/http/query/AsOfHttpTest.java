package io.ledgerline.http.query;

import static io.ledgerline.http.Requests.awaitGraph;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ledger as it stood once, over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AsOfHttpTest {

  private static final String RUN = "0190a1b2-c3d4-7e5f-8a9b-0000000a50f0";
  private static final String LISTED_RUN = "0190a1b2-c3d4-7e5f-8a9b-0000000a50f2";
  private static final String OTHER_RUN = "0190a1b2-c3d4-7e5f-8a9b-0000000a50f1";

  @Test
  void answersAsTheLedgerStoodAtAPosition() {
    // Given
    long started = send(RUN, "START", "2026-01-01T00:00:00Z").index();
    long ended = send(RUN, "COMPLETE", "2026-01-01T00:01:00Z").index();

    // When
    Response then = given().queryParam("asOf", started).get("/api/v1/jobs/runs/" + RUN);
    Response later = given().queryParam("asOf", ended).get("/api/v1/jobs/runs/" + RUN);
    Response before = given().queryParam("asOf", started - 1).get("/api/v1/jobs/runs/" + RUN);

    // Then
    assertThat(then.jsonPath().getString("state")).isEqualTo("RUNNING");
    assertThat(then.header("X-Ledger-Position")).isEqualTo(Long.toString(started));
    assertThat(later.jsonPath().getString("state")).isEqualTo("COMPLETED");
    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(lineage(Long.toString(started))).isEqualTo(200);
    assertThat(lineage(Long.toString(started - 1))).isEqualTo(404);
    assertThat(states(Long.toString(started))).contains("RUNNING").doesNotContain("COMPLETED");
    assertThat(states(Long.toString(ended))).contains("COMPLETED").doesNotContain("RUNNING");
  }

  @Test
  void answersAsTheLedgerStoodAtATime() {
    // Given
    Receipt started = send(OTHER_RUN, "START", "2026-01-02T00:00:00Z");
    Receipt ended = send(OTHER_RUN, "COMPLETE", "2026-01-02T00:01:00Z");
    String time = started.leaf().receivedAt().toString();

    // When
    Response then = given().queryParam("asOf", time).get("/api/v1/jobs/runs/" + OTHER_RUN);
    Response never =
        given()
            .queryParam("asOf", "1990-01-01T00:00:00Z")
            .queryParam("query", "ASK {}")
            .get("/sparql");

    // Then
    long position = Long.parseLong(then.header("X-Ledger-Position"));
    assertThat(position).isBetween(started.index(), ended.index());
    assertThat(never.statusCode()).isEqualTo(404);
  }

  @Test
  void listsWhatThereWasAtAPosition() {
    // Given
    long index = send(LISTED_RUN, "START", "2026-01-03T00:00:00Z").index();
    send(LISTED_RUN, "COMPLETE", "2026-01-03T00:01:00Z");

    for (String path :
        new String[] {
          "/api/v1/jobs/runs/" + LISTED_RUN + "/facets?type=run&asOf=",
          "/api/v1/namespaces/tests/jobs?asOf=",
          "/api/v1/namespaces/tests/jobs/as_of/runs?asOf=",
          "/api/v1/namespaces/db/datasets/as_of_in?asOf=",
          "/api/v1/search?q=as_of&asOf=",
          "/api/v1/events/lineage?asOf=",
          "/api/v1/namespaces?asOf="
        }) {
      // When
      Response then = given().urlEncodingEnabled(false).get(path + index);

      // Then
      assertThat(then.statusCode()).as(path).isEqualTo(200);
      assertThat(then.header("X-Ledger-Position")).as(path).isEqualTo(Long.toString(index));
    }
    Response runs =
        given()
            .queryParam("asOf", index)
            .queryParam("limit", 1)
            .get("/api/v1/namespaces/tests/jobs/as_of/runs");
    assertThat(runs.jsonPath().getString("runs[0].state")).isEqualTo("RUNNING");
  }

  @Test
  void graphsOfEntriesAreThereFromTheEntryOn() {
    // Given
    Receipt sent = send(OTHER_RUN, "RUNNING", "2026-01-02T00:00:30Z");
    long index = sent.index();
    String iri = entryIri(index);

    // When
    Response then = given().queryParam("graph", iri).queryParam("asOf", index).get("/sparql/graph");
    Response before =
        given().queryParam("graph", iri).queryParam("asOf", index - 1).get("/sparql/graph");

    // Then
    assertThat(then.statusCode()).isEqualTo(200);
    assertThat(before.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/stats/lineage-events?period=DAY&asOf=1",
        "/api/v1/stats/jobs?period=DAY&asOf=1",
        "/.well-known/void?asOf=1",
        "/api/v1/entries/0?asOf=1",
        "/api/v1/findings?asOf=1"
      })
  void refusesToAnswerOfThePastWhereItKnowsThePresentAlone(String path) {
    // When
    Response response = given().urlEncodingEnabled(false).get(path);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("type")).endsWith("/malformed-request");
    assertThat(response.jsonPath().getString("detail")).contains("without asOf");
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, 400, malformed-request",
    "'', 400, malformed-request",
    "-1, 400, malformed-request",
    "2026-01-01T00:00:00, 400, malformed-request",
    "999999999, 503, not-yet-published",
    "0&min-seq=1, 400, malformed-request"
  })
  void saysWhatIsWrongWithATime(String asOf, int status, String problem) {
    for (String path : new String[] {"/sparql?query=ASK{}&asOf=", "/api/v1/jobs/runs/r?asOf="}) {
      // When
      Response response =
          given().urlEncodingEnabled(false).get(path.replace("{}", "%7B%7D") + asOf);

      // Then
      assertThat(response.statusCode()).as(path).isEqualTo(status);
      assertThat(response.jsonPath().getString("type")).endsWith("/" + problem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"as-of=0", "as_of=0", "asof=0", "min-seq="})
  void saysThatAParameterIsMisspeltOrHasNoValue(String parameter) {
    // When
    Response response =
        given().urlEncodingEnabled(false).get("/api/v1/jobs/runs/" + RUN + "?" + parameter);

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("detail"))
        .contains(parameter.substring(0, parameter.indexOf('=')));
  }

  /// The base of all IRIs shows in the IRI of a run.
  private static String entryIri(long index) {
    String iri = given().get("/api/v1/jobs/runs/" + OTHER_RUN).jsonPath().getString("iri");
    return iri.substring(0, iri.indexOf("/run/")) + "/entry/" + index;
  }

  private static int lineage(String asOf) {
    return given()
        .queryParam("nodeId", "run:" + RUN)
        .queryParam("asOf", asOf)
        .get("/api/v1/lineage")
        .statusCode();
  }

  private static String states(String asOf) {
    String iri = "?r <https://w3id.org/ledgerline/ns#state> ?s FILTER(STRENDS(STR(?r), \"a50f0\"))";
    return given()
        .queryParam("asOf", asOf)
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("query", "SELECT ?s { " + iri + " }")
        .post("/sparql")
        .asString();
  }

  private static Receipt send(String run, String type, String time) {
    String event =
        """
        {"eventTime":"%s","producer":"https://example.org/tests",
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "eventType":"%s","run":{"runId":"%s"},"job":{"namespace":"tests","name":"as_of"},
        "inputs":[{"namespace":"db","name":"as_of_in"}],"outputs":[]}
        """
            .formatted(time, type, run);
    Response sent = withKey().contentType("application/json").body(event).post("/api/v1/lineage");
    Receipt receipt = Receipt.parse(Bytes.utf8(sent.asString()));
    awaitGraph(receipt.index());
    return receipt;
  }
}
