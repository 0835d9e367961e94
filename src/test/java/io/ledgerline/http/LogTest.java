package io.ledgerline.http;

import static io.ledgerline.http.Requests.eventually;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The log as a stranger reads it over HTTP, and what everybody else may read.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LogTest {

  @Inject Ledger ledger;

  @Test
  void provesAnEntryAgainstTheKeyOfTheLog() {
    // Given
    Receipt receipt = record("proved");
    ledger.publish().await().atMost(Duration.ofMinutes(1));
    String vkey = given().get("/log/vkey").asString().strip();

    // When
    Response proof = given().get("/api/v1/entries/" + receipt.index() + "/proof");

    // Then
    InclusionFile file = InclusionFile.parse(proof.asByteArray());
    String text = file.checkpoint().verifiedText(List.of(VerifierKey.parse(vkey)));
    Checkpoint checkpoint = Checkpoint.parse(text);
    assertThat(file.proof(checkpoint).proves(receipt.leaf().hash(), checkpoint.root())).isTrue();
  }

  @Test
  void showsTheLeafAsTheTextThatIsHashed() {
    // Given
    Receipt receipt = record("shown");

    // When
    Response entry = given().get("/api/v1/entries/" + receipt.index());

    // Then
    assertThat(entry.jsonPath().getString("leaf")).isEqualTo(receipt.leaf().json().toString());
    assertThat(entry.jsonPath().getString("leaf_hash")).isEqualTo(receipt.leaf().hash().toBase64());
  }

  @Test
  void givesThePayloadBackAsItWasSent() {
    // Given
    String event = runEvent("payload");
    Receipt receipt = record("payload");

    // When
    Response payload = given().get("/api/v1/entries/" + receipt.index() + "/payload");

    // Then
    assertThat(payload.asString()).isEqualTo(event);
    assertThat(payload.contentType()).isEqualTo("application/json");
  }

  @Test
  void publishesTheCheckpointOfTheDefaultLogUnderItsIdToo() {
    // Given
    ledger.publish().await().atMost(Duration.ofMinutes(1));
    String log = ledger.genesis().log().toString();

    // When
    Response checkpoint = given().get("/log/" + log + "/checkpoint");

    // Then
    assertThat(SignedNote.parse(checkpoint.asByteArray()).text())
        .startsWith(ledger.genesis().origin() + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/entries/x, 404",
    "/api/v1/entries/-1, 404",
    "/api/v1/entries/00, 404",
    "/api/v1/entries/123456789012, 404",
    "/api/v1/entries/123456789012/payload, 404",
    "/api/v1/entries/123456789012/proof, 404",
    "/api/v1/entries/99999999999999999999, 404",
    "/log/00000000-0000-4000-8000-000000000000/vkey, 404",
    "/nothing, 404",
    "/api/v1/quarantine, 401"
  })
  void answersWhatIsNotThereWithAProblem(String path, int status) {
    // When
    Response response = given().get(path);

    // Then
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
  }

  @Test
  void answersAWrongMethodWithTheOneShape() {
    // When
    Response response = withKey().delete("/api/v1/events");

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.jsonPath().getString("type")).endsWith("/method-not-allowed");
  }

  @Test
  void hashesEverythingAgain() {
    // Given
    record("checked");
    long before = ledger.size();

    // When
    Response report = withKey().post("/api/v1/check");

    // Then
    assertThat(report.jsonPath().getBoolean("sound")).isTrue();
    // What the service finds becomes an entry, whenever it finds it.
    assertThat(report.jsonPath().getLong("entries")).isBetween(before, ledger.size());
  }

  @Test
  void listsEveryKeyOfTheLog() {
    // When
    Response keys = given().get("/log/keys");

    // Then
    assertThat(keys.statusCode()).isEqualTo(200);
    assertThat(keys.jsonPath().getList("keys.key", String.class))
        .containsExactly(given().get("/log/vkey").asString().strip());
    assertThat(keys.jsonPath().getLong("keys[0].index")).isZero();
  }

  @Test
  void saysThatItIsReady() {
    // When
    eventually(() -> given().get("/q/health/ready").statusCode() == 200);
    Response health = given().get("/q/health/ready");

    // Then
    assertThat(health.jsonPath().getList("checks.name", String.class))
        .containsExactlyInAnyOrder(
            "anchors",
            "findings",
            "kafka",
            "kafka out",
            "ledger",
            "lineage graph",
            "sparql",
            "webhooks",
            "witnesses");
  }

  @Test
  void listsEveryAddressInOpenApi() {
    // When
    String document = given().header("Accept", "application/json").get("/q/openapi").asString();

    // Then
    assertThat(document)
        .contains(
            "/api/v1/lineage",
            "/api/v1/events",
            "/api/v1/entries/{index}/proof",
            "/log/checkpoint",
            "/log/consistency",
            "/log/tile/{path}",
            "/log/{log}/tile/{path}",
            "/api/v1/quarantine");
  }

  private static Receipt record(String name) {
    Response response =
        withKey().contentType("application/json").body(runEvent(name)).post("/api/v1/lineage");
    return Receipt.parse(Bytes.owned(response.asByteArray()));
  }
}
