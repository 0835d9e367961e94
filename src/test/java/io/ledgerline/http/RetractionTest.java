package io.ledgerline.http;

import static io.ledgerline.http.Requests.awaitGraph;
import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A false event is taken back over HTTP, and every answer says so.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RetractionTest {

  private static final AtomicLong RECORDS = new AtomicLong();

  @Test
  void theEdgesOfARetractedEventAreGoneAndTheEntryAndTheAnswersSayWhy() {
    // Given
    int index = lineage("a1", "job-1", "false-input", "kept-output");
    lineage("a2", "job-1", "true-input", "kept-output");
    Response entry = withKey().get("/api/v1/entries/" + index);
    assertThat(entry.jsonPath().getList("retracted")).isNull();

    // When
    Response retraction = retract(target(index, entry.jsonPath().getString("leaf_hash")));

    // Then
    assertThat(retraction.statusCode()).isEqualTo(201);
    int by = retraction.jsonPath().getInt("index");
    awaitGraph(by);
    Response answer =
        withKey().get("/api/v1/lineage?nodeId=job:retraction-tests:job-1&min-seq=" + by);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).doesNotContain("false-input").contains("true-input");
    assertThat(answer.jsonPath().getInt("retracted[0].entry")).isEqualTo(index);
    assertThat(answer.jsonPath().getInt("retracted[0].retractedBy")).isEqualTo(by);
    assertThat(answer.jsonPath().getString("retracted[0].by")).isEqualTo("emp-0042");
    Response retracted = withKey().get("/api/v1/entries/" + index);
    assertThat(retracted.jsonPath().getInt("retracted[0].retracted_by")).isEqualTo(by);
    assertThat(retracted.jsonPath().getString("retracted[0].reason")).isEqualTo("A test run.");
    Response payload = withKey().get("/api/v1/entries/" + index + "/payload");
    assertThat(payload.statusCode()).isEqualTo(200);
    assertThat(payload.header("Ledgerline-Retracted-By")).isEqualTo(Integer.toString(by));
    String run = "/api/v1/jobs/runs/00000000-0000-4000-8000-0000000000";
    Response gone = withKey().get(run + "a1");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.jsonPath().getString("detail"))
        .contains("entry " + index + ", which was about it, is retracted by entry " + by);
    assertThat(gone.jsonPath().getInt("retracted[0].retractedBy")).isEqualTo(by);
    assertThat(withKey().get(run + "ff").jsonPath().getList("retracted")).isNull();
    assertThat(withKey().get(run + "a2").statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerAsOfBeforeTheRetractionSaysThatSomethingIsMissing() {
    // Given
    int index = lineage("a5", "job-5", "past-input", "past-output");
    int last = lineage("a6", "job-5", "true-input", "past-output");
    String hash = withKey().get("/api/v1/entries/" + index).jsonPath().getString("leaf_hash");
    int by = retract(target(index, hash)).jsonPath().getInt("index");
    awaitGraph(by);
    String run = "/api/v1/jobs/runs/00000000-0000-4000-8000-0000000000a6?min-seq=" + by;
    assertThat(withKey().get(run).header("X-Ledger-Retractions")).isNull();

    for (String path :
        new String[] {
          "/api/v1/jobs/runs/00000000-0000-4000-8000-0000000000a6?",
          "/api/v1/lineage?nodeId=job:retraction-tests:job-5&",
          "/api/v1/lineage/impact?nodeId=dataset:db:past-output&",
          "/api/v1/column-lineage?nodeId=dataset:db:past-output&",
          "/api/v1/namespaces/retraction-tests/jobs?",
          "/sparql?query=ASK%20%7B%7D&"
        }) {
      // When
      Response then = withKey().urlEncodingEnabled(false).get(path + "asOf=" + last);
      Response now = withKey().urlEncodingEnabled(false).get(path + "asOf=" + by);

      // Then
      assertThat(then.statusCode()).as(path).isEqualTo(200);
      assertThat(then.header("X-Ledger-Retractions")).as(path).contains(Integer.toString(by));
      assertThat(then.asString()).doesNotContain("past-input");
      assertThat(now.header("X-Ledger-Retractions")).as(path).isNull();
    }
  }

  @Test
  void theDatasetsOfARetractedEventSaySoWhetherTheyAreStillThereOrNot() {
    // Given
    int index = lineage("b1", "job-2", "lost-input", "shared-output");
    lineage("b2", "job-3", "other-input", "shared-output");
    String hash = withKey().get("/api/v1/entries/" + index).jsonPath().getString("leaf_hash");

    // When
    int by = retract(target(index, hash)).jsonPath().getInt("index");

    // Then
    awaitGraph(by);
    String ask = "/api/v1/lineage?min-seq=" + by + "&nodeId=";
    Response shared = withKey().get(ask + "dataset:db:shared-output");
    assertThat(shared.statusCode()).isEqualTo(200);
    assertThat(shared.jsonPath().getInt("retracted[0].entry")).isEqualTo(index);
    for (String node : new String[] {"dataset:db:lost-input", "job:retraction-tests:job-2"}) {
      Response gone = withKey().get(ask + node);
      assertThat(gone.statusCode()).as(node).isEqualTo(404);
      assertThat(gone.jsonPath().getInt("retracted[0].entry")).as(node).isEqualTo(index);
      assertThat(gone.jsonPath().getString("retracted[0].reason")).isEqualTo("A test run.");
    }
  }

  @Test
  void aRecordOfTheSystemIsNotRetracted() {
    // Given
    String hash = withKey().get("/api/v1/entries/0").jsonPath().getString("leaf_hash");

    // When
    Response refused = retract(target(0, hash));

    // Then
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.asString()).contains("a record of the system itself");
    assertThat(refused.jsonPath().getString("violations[0].pointer"))
        .isEqualTo("/data/target/entry");
  }

  @Test
  void aTargetThatIsNoneIsRefused() {
    for (String target :
        new String[] {
          "{}",
          "{\"entry\":{\"index\":1}}",
          "{\"entry\":{\"index\":-1,\"leafHash\":\"" + "A".repeat(43) + "=\"}}",
          "{\"lineageEvent\":{\"contentDigest\":\"00\"}}",
          "{\"cloudEvent\":{\"id\":\"x\"}}",
          "\"00000000-0000-4000-8000-000000000001\""
        }) {
      // When
      Response refused = retract(target);

      // Then
      assertThat(refused.statusCode()).as(target).isEqualTo(422);
    }
  }

  private static String target(int index, String hash) {
    return "{\"entry\":{\"index\":%d,\"leafHash\":\"%s\"}}".formatted(index, hash);
  }

  private static Response retract(String target) {
    String id = new UUID(0x4000, 0x8000_0000_0000_0000L | RECORDS.incrementAndGet()).toString();
    String record =
        """
        {"specversion":"1.0","id":"%s","source":"https://example.org/retractions",\
        "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
        "recordId":"%s","namespace":"retraction-tests","occurredAt":"2026-11-21T09:30:00Z",\
        "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
        "personalData":"pseudonymous","target":%s,"reason":"A test run."}}\
        """
            .formatted(id, id, target);
    return withKey()
        .contentType("application/cloudevents+json")
        .body(record)
        .post("/api/v1/events");
  }

  private static int lineage(String run, String job, String input, String output) {
    String event =
        """
        {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "eventType":"COMPLETE","run":{"runId":"00000000-0000-4000-8000-0000000000%s"},\
        "job":{"namespace":"retraction-tests","name":"%s"},\
        "inputs":[{"namespace":"db","name":"%s"}],"outputs":[{"namespace":"db","name":"%s"}]}\
        """
            .formatted(run, job, input, output);
    Response response =
        withKey().contentType("application/json").body(event).post("/api/v1/lineage");
    assertThat(response.statusCode()).isEqualTo(201);
    return response.jsonPath().getInt("index");
  }
}
