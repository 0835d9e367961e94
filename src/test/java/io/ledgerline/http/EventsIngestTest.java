package io.ledgerline.http;

import static io.ledgerline.http.Requests.gzip;
import static io.ledgerline.http.Requests.runEvent;
import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Receipt;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// CloudEvents over HTTP in the three modes of their binding.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class EventsIngestTest {

  private static final String PATH = "/api/v1/events";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  @Test
  void recordsAnEventInStructuredMode() {
    // When
    Response response = withKey().contentType(STRUCTURED).body(oversight("s1", "stop")).post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(receipt(response).leaf().type()).isEqualTo("io.ledgerline.oversight.v1");
  }

  @Test
  void knowsTheSameEventAgain() {
    // Given
    byte[] first =
        withKey().contentType(STRUCTURED).body(oversight("s2", "stop")).post(PATH).asByteArray();

    // When
    Response again = withKey().contentType(STRUCTURED).body(oversight("s2", "stop")).post(PATH);

    // Then
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asByteArray()).isEqualTo(first);
  }

  @Test
  void refusesOtherContentUnderTheSameIdentityAndKeepsItAside() {
    // Given
    withKey().contentType(STRUCTURED).body(oversight("s3", "stop")).post(PATH);

    // When
    Response response =
        withKey().contentType(STRUCTURED).body(oversight("s3", "review")).post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.jsonPath().getString("type")).endsWith("/contradiction");
    assertThat(
            withKey().get("/api/v1/quarantine?limit=1").jsonPath().getString("refusals[0].problem"))
        .isEqualTo("contradicted");
  }

  @Test
  void recordsAnEventInBinaryModeWithItsHeaders() {
    // Given
    String data = data("b1", "stop");

    // When
    Response response =
        withKey()
            .contentType("application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", uuid("b1"))
            .header("ce-source", "https://example.org/tests")
            .header("ce-type", "io.ledgerline.oversight.v1")
            .header("ce-time", "2026-01-01T00:00:00Z")
            .body(data)
            .post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    Response payload = withKey().get("/api/v1/entries/" + receipt(response).index() + "/payload");
    Frame frame = Frame.parse(Bytes.owned(payload.asByteArray()));
    assertThat(payload.contentType()).isEqualTo(Frame.MEDIA_TYPE);
    assertThat(frame.data()).isEqualTo(Bytes.utf8(data));
    assertThat(frame.headers()).contains(new Frame.Header("ce-id", Bytes.utf8(uuid("b1"))));
  }

  @Test
  void answersABatchWithOneItemAnElement() {
    // Given
    String batch = "[" + oversight("m1", "stop") + "," + oversight("m2", "stop") + "]";

    // When
    Response response =
        withKey()
            .contentType(BATCH)
            .header("Content-Encoding", "gzip")
            .body(gzip(batch))
            .post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.jsonPath().getList("items.status", Integer.class))
        .isEqualTo(List.of(201, 201));
    assertThat(response.jsonPath().getString("items[1].receipt.v")).isEqualTo("1");
  }

  @Test
  void recordsTheOtherElementsOfABatchWithARefusedOneAndAnswersNo2xx() {
    // Given
    String batch = "[" + oversight("p1", "stop") + ",{}," + runEvent("p2") + "]";

    // When
    Response response = withKey().contentType(BATCH).body(batch).post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.jsonPath().getString("type")).endsWith("/batch-refused-in-part");
    assertThat(response.jsonPath().getList("items.status", Integer.class))
        .isEqualTo(List.of(201, 422, 422));
  }

  @Test
  void answersABatchThatIsNoneLikeAnyOtherBody() {
    // When
    Response malformed = withKey().contentType(BATCH).body("[{").post(PATH);
    Response object = withKey().contentType(BATCH).body("{}").post(PATH);

    // Then
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(object.statusCode()).isEqualTo(422);
  }

  @Test
  void namesTheModesToWhoSendsNeither() {
    // When
    Response response = withKey().contentType("application/json").body("{}").post(PATH);

    // Then
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.jsonPath().getString("detail")).contains(STRUCTURED, BATCH, "ce-");
  }

  private static Receipt receipt(Response response) {
    return Receipt.parse(Bytes.owned(response.asByteArray()));
  }

  private static String oversight(String id, String type) {
    return """
    {"specversion":"1.0","id":"%s","source":"https://example.org/tests",\
    "type":"io.ledgerline.oversight.v1","time":"2026-01-01T00:00:00Z","data":%s}\
    """
        .formatted(uuid(id), data(id, type));
  }

  private static String data(String id, String type) {
    return """
    {"recordId":"%s","namespace":"tests","occurredAt":"2026-01-01T00:00:00Z",\
    "producer":{"uri":"https://example.org/tests","version":"1"},\
    "actor":{"id":"p-1","role":"officer"},"personalData":"pseudonymous",\
    "modelVersion":{"namespace":"tests","name":"m","version":"1"},"type":"%s",\
    "startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:01:00Z","reason":"a test"}\
    """
        .formatted(uuid(id), type);
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
