package io.ledgerline.http;

import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Erasures and legal holds over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ErasureTest {

  private static final AtomicLong EVENTS = new AtomicLong();
  private static final String WHO = "\"legal_basis\":\"gdpr-17-1-b\",\"authorised_by\":\"dpo-3\"";

  @Test
  void anErasedUnitIsGoneAndItsProofIsNot() {
    // Given
    String event = event();
    int index = send(event);

    // When
    Response erased =
        request("k-" + index)
            .body("{%s,\"entries\":[{\"index\":%d,\"units\":[1]}]}".formatted(WHO, index))
            .post("/api/v1/erasures");

    // Then
    assertThat(erased.statusCode()).isEqualTo(201);
    int erasure = erased.jsonPath().getInt("erasure_entries[0]");
    Response payload = withKey().get("/api/v1/entries/" + index + "/payload");
    assertThat(payload.statusCode()).isEqualTo(410);
    assertThat(payload.jsonPath().getString("type")).endsWith("/erased");
    assertThat(payload.jsonPath().getInt("erased_by")).isEqualTo(erasure);
    assertThat(payload.jsonPath().getString("units[0].pointer")).isEqualTo("/job/facets/ownership");
    Response entry = withKey().get("/api/v1/entries/" + index);
    assertThat(entry.statusCode()).isEqualTo(200);
    assertThat(entry.jsonPath().getString("units[0].pointer")).isEmpty();
    assertThat(entry.jsonPath().getString("units[1].pointer")).isEqualTo("/job/facets/ownership");
    assertThat(entry.jsonPath().getInt("units[1].unit")).isEqualTo(1);
    assertThat(entry.jsonPath().getInt("units[1].erased_by")).isEqualTo(erasure);
    Response again = withKey().contentType("application/json").body(event).post("/api/v1/lineage");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.jsonPath().getBoolean("erased")).isTrue();
    assertThat(again.jsonPath().getInt("index")).isEqualTo(index);
    Response check = withKey().post("/api/v1/check");
    assertThat(check.jsonPath().getBoolean("sound")).isTrue();
    assertThat(withKey().get(erased.header("Location")).jsonPath().getString("state"))
        .isEqualTo("done");
  }

  @Test
  void theRetentionSaysThatNothingIsErasedByItself() {
    // When
    Response retention = withKey().get("/api/v1/retention");

    // Then
    assertThat(retention.statusCode()).isEqualTo(200);
    assertThat(retention.jsonPath().getBoolean("scheduled")).isFalse();
    assertThat(retention.jsonPath().getList("classes")).hasSize(2);
  }

  @Test
  void theSameRequestAgainIsTheSameErasureAndAnotherOneUnderItsKeyIsRefused() {
    // Given
    int index = send(event());
    String body = "{%s,\"entries\":[{\"index\":%d,\"units\":[1]}]}".formatted(WHO, index);
    Response first = request("k-" + index).body(body).post("/api/v1/erasures");

    // When
    Response again = request("k-" + index).body(body).post("/api/v1/erasures");
    Response other =
        request("k-" + index).body(body.replace("dpo-3", "dpo-4")).post("/api/v1/erasures");

    // Then
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.jsonPath().getString("type")).endsWith("/key-reused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"first\":9,\"last\":3,\"subject\":\"s-1\"",
        "\"first\":9,\"last\":3",
        "\"first\":3,\"subject\":\"s-1\"",
        "\"first\":3"
      })
  void noHoldIsPlacedOnLessThanWasAskedFor(String what) {
    // When
    Response hold =
        request("h-" + what.hashCode())
            .body("{\"matter\":\"m-1\",\"authorised_by\":\"c-1\",%s}".formatted(what))
            .post("/api/v1/holds");

    // Then
    assertThat(hold.statusCode()).isEqualTo(422);
    assertThat(hold.jsonPath().getString("violations[0].message")).contains("in this order");
  }

  @Test
  void whatIsHeldIsNotErasedUntilTheHoldIsLifted() {
    // Given
    int index = send(event());
    String body = "{%s,\"entries\":[{\"index\":%d}]}".formatted(WHO, index);
    Response hold =
        request("h-" + index)
            .body(
                "{\"matter\":\"m-1\",\"authorised_by\":\"c-1\",\"first\":%d,\"last\":%d}"
                    .formatted(index, index))
            .post("/api/v1/holds");
    String id = hold.jsonPath().getString("hold");

    // When
    Response held = request("k-" + index).body(body).post("/api/v1/erasures");
    Response lifted =
        withKey()
            .contentType("application/json")
            .body("{\"authorised_by\":\"c-1\"}")
            .post("/api/v1/holds/" + id + "/lift");
    Response erased = request("k-" + index).body(body).post("/api/v1/erasures");

    // Then
    assertThat(hold.statusCode()).isEqualTo(201);
    assertThat(held.statusCode()).isEqualTo(409);
    assertThat(held.jsonPath().getString("type")).endsWith("/held");
    assertThat(held.jsonPath().getInt("holds[0].placed_by"))
        .isEqualTo(hold.jsonPath().getInt("placed_by"));
    assertThat(lifted.statusCode()).isEqualTo(200);
    assertThat(erased.statusCode()).isEqualTo(201);
    assertThat(withKey().get("/api/v1/holds").jsonPath().getList("holds.hold")).contains(id);
  }

  @Test
  void everythingThatIsWrongIsListed() {
    // When
    Response body =
        request("k-wrong")
            .body(
                "{\"authorised_by\":\"a"
                    + " b\",\"entries\":[{\"index\":\"x\"},{\"units\":[]}],\"x\":1}")
            .post("/api/v1/erasures");
    Response units =
        request("k-wrong")
            .body("{%s,\"entries\":[{\"index\":0},{\"index\":999999999}]}".formatted(WHO))
            .post("/api/v1/erasures");
    Response noKey = withKey().contentType("application/json").body("{}").post("/api/v1/erasures");

    // Then
    assertThat(body.statusCode()).isEqualTo(422);
    assertThat(body.jsonPath().getList("violations.pointer"))
        .containsExactlyInAnyOrder("/x", "/legal_basis", "/entries/0", "/entries/1");
    assertThat(units.statusCode()).isEqualTo(422);
    assertThat(units.jsonPath().getList("violations.message"))
        .containsExactly(
            "entry 0 is the system's own: it is never erased", "there is no entry 999999999");
    assertThat(noKey.statusCode()).isEqualTo(400);
  }

  private static RequestSpecification request(String key) {
    return withKey().contentType("application/json").header("Idempotency-Key", key);
  }

  private static int send(String event) {
    return withKey()
        .contentType("application/json")
        .body(event)
        .post("/api/v1/lineage")
        .jsonPath()
        .getInt("index");
  }

  private static String event() {
    return Requests.runEvent("erasure " + EVENTS.incrementAndGet())
        .replace(
            "\"name\":\"erasure",
            "\"facets\":{\"ownership\":{\"_producer\":\"https://p\",\"_schemaURL\":\"https://s\","
                + "\"owners\":[{\"name\":\"Ada\"}]}},\"name\":\"erasure");
  }
}
