package io.ledgerline.http.query;

import static io.ledgerline.http.Requests.eventually;
import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.projection.world.Entries.Event;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/// Contracts and the gate over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class GateTest {

  @Test
  void aViolationIsAReasonAtOnceAndAFindingSoon() {
    // Given
    long contract =
        index(record(Nights.contract("gated", "gated", "\"rows\":{\"min\":10,\"max\":20}")));
    long run = index(lineage(Nights.event("COMPLETE", "gated", 0, 0, "", "gated", Nights.rows(5))));

    // When
    Response answer = gate("dataset=d:gated");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getBoolean("pass")).isFalse();
    assertThat(answer.jsonPath().getLong("position")).isGreaterThanOrEqualTo(run);
    assertThat(answer.jsonPath().getString("reasons[0].detail"))
        .startsWith("contract-violation")
        .contains("contract=" + contract, "written=5");
    awaitFinding();
    Response found = withKey().get("/api/v1/findings?open=true&kind=contract-violation&producer=d");
    assertThat(found.jsonPath().getString("findings[0].subject.type")).isEqualTo("dataset");
    assertThat(found.jsonPath().getList("findings[0].subject.names", String.class))
        .containsExactly("d", "gated");
    assertThat(gate("dataset=d:gated").jsonPath().getString("reasons[0].code"))
        .isEqualTo("open-finding");
  }

  @Test
  void aVersionThatIsAsAgreedPasses() {
    // Given
    record(Nights.contract("passed", "passed", "\"rows\":{\"min\":10}"));
    lineage(Nights.event("COMPLETE", "passed", 0, 0, "", "passed", Nights.rows(15)));

    // When
    Response answer = gate("dataset=d:passed");

    // Then
    assertThat(answer.jsonPath().getBoolean("pass")).as(answer.asString()).isTrue();
    assertThat(answer.jsonPath().getList("reasons")).isEmpty();
    assertThat(answer.header("X-Ledger-Position")).isNotNull();
  }

  @Test
  void whatIsNotKnownFailsAndWhatMakesNoSenseIsRefused() {
    // When / Then
    assertThat(gate("dataset=d:nowhere").jsonPath().getString("reasons[0].code"))
        .isEqualTo("unknown");
    assertThat(gate("model=d:nothing:1").jsonPath().getString("reasons[0].code"))
        .isEqualTo("unknown");
    assertThat(gate("dataset=d:nowhere&min-seq=999999999").jsonPath().getString("reasons[0].code"))
        .isEqualTo("stale");
    assertThat(withKey().get("/api/v1/gate").statusCode()).isEqualTo(400);
    assertThat(gate("dataset=d:a&model=d:a:1").statusCode()).isEqualTo(400);
    assertThat(gate("dataset=d:a&min-seq=x").statusCode()).isEqualTo(400);
  }

  @Test
  void aContractIsServedAsTermsAndAsShapes() {
    // Given
    long entry = index(record(Nights.contract("served", "served", "\"freshness\":\"PT26H\"")));
    String path = "/api/v1/contracts/d/served?min-seq=" + entry;

    // When
    Response terms = withKey().accept("application/json").get(path);
    Response shapes = withKey().accept("text/turtle").get(path);

    // Then
    assertThat(terms.jsonPath().getString("terms.freshness")).isEqualTo("PT26H");
    assertThat(terms.jsonPath().getLong("entry")).isEqualTo(entry);
    assertThat(shapes.contentType()).startsWith("text/turtle");
    assertThat(shapes.asString()).contains("sh:NodeShape", "PT26H");
    assertThat(withKey().accept("text/csv").get(path).statusCode()).isEqualTo(406);
    assertThat(withKey().get("/api/v1/contracts/d/nowhere").statusCode()).isEqualTo(404);
  }

  private static Response gate(String query) {
    return withKey().get("/api/v1/gate?" + query);
  }

  private static Response lineage(Event event) {
    return withKey()
        .contentType("application/json")
        .body(event.payload().utf8())
        .post("/api/v1/lineage");
  }

  private static Response record(Event event) {
    return withKey()
        .contentType("application/cloudevents+json")
        .body(event.payload().utf8())
        .post("/api/v1/events");
  }

  private static long index(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
    return Receipt.parse(Bytes.owned(response.asByteArray())).index();
  }

  private static void awaitFinding() {
    eventually(
        () ->
            !withKey()
                .get("/api/v1/findings?open=true&kind=contract-violation&producer=d")
                .jsonPath()
                .getList("findings")
                .isEmpty());
  }
}
