package io.ledgerline.http.documents;

import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.http.ProblemType;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cards and bundles over HTTP, of a model whose names have slashes.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ModelDocumentsTest {

  private static final String MODEL = "/api/v1/models/team%2Frisk/a%2Fb%20c/versions/v1%2F2";
  private static final String RECORD =
      """
      {"specversion":"1.0","id":"00000000-0000-4000-8000-0000000000d1","source":"urn:example:docs",
      "type":"io.ledgerline.model-version.v1","time":"2026-01-01T00:00:00Z",
      "datacontenttype":"application/json","data":{
      "recordId":"00000000-0000-4000-8000-0000000000d1","namespace":"team/risk",
      "occurredAt":"2026-01-01T00:00:00Z","producer":{"uri":"urn:example:docs","version":"1"},
      "personalData":"none","retentionClass":"documentation","modelName":"a/b c",
      "version":"v1/2","artifactDigest":"4be7cb7c3b1ffff605089ccdb4ec0abbcc3b86c90b27a98efe6c81e76616f245",
      "task":"tabular-classification","thirdParty":true,"trainingRunIds":[],"datasets":[],"inputs":[],"outputs":[]}}
      """;

  @Inject Ledger ledger;

  @BeforeEach
  void recordTheModel() {
    withKey()
        .contentType("application/cloudevents+json")
        .body(RECORD)
        .post("/api/v1/events")
        .then()
        .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
  }

  @ParameterizedTest
  @CsvSource({
    "'*/*', text/markdown",
    "text/markdown, text/markdown",
    "application/json, application/json"
  })
  void writesACardInTheFormThatIsAccepted(String accept, String type) {
    // When
    Response card = get("/card", accept);

    // Then
    assertThat(card.statusCode()).isEqualTo(200);
    assertThat(card.contentType()).startsWith(type);
    assertThat(card.header("X-Ledger-Entry")).matches("[0-9]+");
    assertThat(card.header("Vary")).isEqualTo("Accept");
    assertThat(card.body().asString()).contains("tabular-classification");
  }

  @Test
  void givesTheSameBytesAndTheSameEntryWhenAskedAgain() {
    // Given
    Response first = get("/card", "text/markdown");
    long size = ledger.size();

    // When
    Response second = get("/card", "text/markdown");

    // Then
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(second.header("X-Ledger-Entry")).isEqualTo(first.header("X-Ledger-Entry"));
    // What the service finds may have become an entry meanwhile; no document did.
    assertThat(ledger.entries(size, 100).await().indefinitely())
        .allMatch(entry -> entry.leaf().type().equals("io.ledgerline.finding.v1"));
  }

  @Test
  void writesABundleThatVerifies() {
    // When
    Response bundle = get("/evidence", "application/zip");

    // Then
    assertThat(bundle.statusCode()).isEqualTo(200);
    assertThat(bundle.contentType()).isEqualTo("application/zip");
    assertThat(
            BundleVerifier.verify(
                Bytes.owned(bundle.asByteArray()), List.of(ledger.genesis().key())))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void knowsNoModelThatNobodyRecorded() {
    // When
    Response card =
        withKey()
            .urlEncodingEnabled(false)
            .get("/api/v1/models/team%2Frisk/a%2Fb%20c/versions/9/card");

    // Then
    assertThat(card.statusCode()).isEqualTo(404);
    assertThat(card.contentType()).isEqualTo("application/problem+json");
    assertThat(card.jsonPath().getString("type")).isEqualTo(ProblemType.NOT_FOUND.uri().toString());
  }

  @Test
  void refusesAFormThatACardDoesNotHave() {
    // When
    Response card = get("/card", "image/png");

    // Then
    assertThat(card.statusCode()).isEqualTo(406);
    assertThat(card.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void writesNothingForWhoShowsNoKey() {
    // When
    Response card = given().urlEncodingEnabled(false).get(MODEL + "/card");

    // Then
    assertThat(card.statusCode()).isEqualTo(401);
  }

  private static Response get(String document, String accept) {
    return withKey().urlEncodingEnabled(false).header("Accept", accept).get(MODEL + document);
  }
}
