package io.ledgerline.http;

import static io.ledgerline.http.Requests.gzip;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenLineage over HTTP as its clients send it.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LineageIngestTest {

  private static final String PATH = "/api/v1/lineage";

  @Test
  void answersANewEventWithAReceiptThatOpensIt() {
    // Given
    String event = runEvent("new");

    // When
    Response response = withKey().contentType("application/json").body(event).post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    Receipt receipt = Receipt.parse(Bytes.owned(response.body().asByteArray()));
    assertThat(receipt.opens(Bytes.utf8(event))).isTrue();
    assertThat(response.header("Location")).endsWith("/api/v1/entries/" + receipt.index());
  }

  @Test
  void answersARepeatedEventWithTheSameReceipt() {
    // Given
    String event = runEvent("repeated");
    byte[] first = withKey().contentType("application/json").body(event).post(PATH).asByteArray();

    // When
    Response again = withKey().contentType("application/json").body(" " + event).post(PATH);

    // Then
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asByteArray()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=UTF-8",
        "application/json;charset=utf-8",
        "APPLICATION/JSON"
      })
  void readsEveryContentTypeThatTheClientsSend(String contentType) {
    // When
    Response response = withKey().contentType(contentType).body(runEvent(contentType)).post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
  }

  @Test
  void readsATrailingSlash() {
    // When
    Response response =
        withKey().contentType("application/json").body(runEvent("slash")).post(PATH + "/");

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
  }

  @Test
  void readsAGzipBody() {
    // Given
    String event = runEvent("packed");

    // When
    Response response =
        withKey()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body(gzip(event))
            .post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(Receipt.parse(Bytes.owned(response.asByteArray())).opens(Bytes.utf8(event)))
        .isTrue();
  }

  @Test
  void refusesAGzipBodyThatEndsTooEarly() {
    // Given
    byte[] whole = gzip(runEvent("cut"));

    // When
    Response response =
        withKey()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body(Arrays.copyOf(whole, whole.length - 12))
            .post(PATH);

    // Then
    assertProblem(response, ProblemType.MALFORMED_COMPRESSION);
  }

  @Test
  void refusesAGzipBodyThatUnpacksToMoreThanTheLimit() {
    // Given
    byte[] bomb = gzip(" ".repeat(17 << 20));

    // When
    Response response =
        withKey()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body(bomb)
            .post(PATH);

    // Then
    assertThat(bomb.length).isLessThan(100_000);
    assertProblem(response, ProblemType.TOO_LARGE);
  }

  @Test
  void refusesAnEventOfTwentyMegabytesForGood() {
    // Given
    byte[] large = new byte[20 << 20];
    Arrays.fill(large, (byte) ' ');

    // When
    Response response = withKey().contentType("application/json").body(large).post(PATH);

    // Then
    assertProblem(response, ProblemType.TOO_LARGE);
    assertThat(response.header("Retry-After")).isNull();
  }

  @Test
  void refusesAnotherContentEncodingByName() {
    // When
    Response response =
        withKey()
            .contentType("application/json")
            .header("Content-Encoding", "br")
            .body("x")
            .post(PATH);

    // Then
    assertProblem(response, ProblemType.UNSUPPORTED_ENCODING);
    assertThat(response.header("Accept-Encoding")).isEqualTo("gzip, identity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16"
      })
  void refusesOtherContentTypes(String contentType) {
    // When
    Response response = withKey().contentType(contentType).body("{}").post(PATH);

    // Then
    assertProblem(response, ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|MALFORMED_JSON",
        "{|MALFORMED_JSON",
        "{\"a\":1,\"a\":2}x|MALFORMED_JSON",
        "[]|INVALID_EVENT",
        "3|INVALID_EVENT",
        "{}|INVALID_EVENT",
        "{\"eventTime\":7,\"run\":[],\"job\":\"x\"}|INVALID_EVENT"
      })
  void saysWhetherABodyIsNoJsonOrNoEvent(String body, ProblemType expected) {
    // When
    Response response = withKey().contentType("application/json").body(body).post(PATH);

    // Then
    assertProblem(response, expected);
  }

  @Test
  void listsEveryViolationAtOnce() {
    // When
    Response response =
        withKey()
            .contentType("application/json")
            .body("{\"eventTime\":\"yesterday\",\"eventType\":\"BEGIN\",\"run\":{},\"job\":{}}")
            .post(PATH);

    // Then
    assertThat(response.jsonPath().getList("violations.pointer", String.class))
        .contains("/eventTime", "/eventType", "/run/runId", "/job/namespace", "/job/name");
  }

  @Test
  void asksForAKey() {
    // When
    Response response =
        given().contentType("application/json").body(runEvent("anonymous")).post(PATH);

    // Then
    assertProblem(response, ProblemType.UNAUTHENTICATED);
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"ledgerline\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic eDp5", "ledgerline.0123456789ab.test"})
  void refusesEveryOtherKey(String authorization) {
    // When
    Response response =
        given()
            .contentType("application/json")
            .header("Authorization", authorization)
            .body(runEvent("forged"))
            .post(PATH);

    // Then
    assertProblem(response, ProblemType.UNAUTHENTICATED);
  }

  private static void assertProblem(Response response, ProblemType type) {
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(response.jsonPath().getString("type")).isEqualTo(type.uri().toString());
    assertThat(response.statusCode()).isEqualTo(type.status());
    assertThat(response.jsonPath().getInt("status")).isEqualTo(type.status());
  }
}
