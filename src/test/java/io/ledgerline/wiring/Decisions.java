package io.ledgerline.wiring;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Decisions about fifty people, sent as batches.
final class Decisions {

  private static final String BATCH = "application/cloudevents-batch+json";
  private static final int BATCH_MAX = 250;
  private static final Duration TAKEN_MAX = Duration.ofMinutes(2);

  private Decisions() {}

  /// Sends the decisions with these numbers, again where the service had no room for some.
  ///
  /// @return what each was answered
  static List<JsonObject> send(ServiceProcess service, int from, int before) {
    List<JsonObject> answers = new ArrayList<>();
    for (int at = from; at < before; at += BATCH_MAX) {
      answers.addAll(sendBatch(service, at, Math.min(before, at + BATCH_MAX)));
    }
    return answers;
  }

  private static List<JsonObject> sendBatch(ServiceProcess service, int from, int before) {
    String body =
        IntStream.range(from, before)
            .mapToObj(Decisions::event)
            .collect(Collectors.joining(",", "[", "]"));
    AtomicReference<String> taken = new AtomicReference<>("");
    service.await(
        () -> {
          HttpResponse<String> answer = service.post("/api/v1/events", body, "Content-Type", BATCH);
          taken.set(answer.body());
          return answer.statusCode() <= 201;
        },
        TAKEN_MAX);
    return json(taken.get()).array("items").stream().map(Decisions::object).toList();
  }

  private static String event(int number) {
    return """
    {"specversion":"1.0","id":"0196e0c4-7d1a-7c52-9a12-%012d","source":"https://example.org/desk",\
    "type":"io.ledgerline.decision.v1","time":"2026-11-20T16:20:00Z",\
    "datacontenttype":"application/json","data":{\
    "recordId":"0196e0c4-7d1a-7c52-9a12-%012d","namespace":"credit-prod",\
    "occurredAt":"2026-11-20T16:20:00Z",\
    "producer":{"uri":"https://example.org/desk","version":"1.4.0"},\
    "personalData":"pseudonymous","decisionId":"A-%d",\
    "modelVersion":"0196e0c4-7d1a-7c52-9a10-3f5e8b7c1d20","inputs":[],\
    "decidedAt":"2026-11-20T16:20:00Z",\
    "inputDigest":"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",\
    "output":{"label":"default","score":0.61},"outcome":"declined","automation":"assisted",\
    "subject":"applicant-%d"}}\
    """
        .formatted(number, number, number, number % 50);
  }

  /// An answer that is an object.
  static JsonObject json(String body) {
    return CanonicalJson.of(
            object(StrictJsonReader.read(Bytes.utf8(body), new JsonLimits(Integer.MAX_VALUE, 100))))
        .object();
  }

  private static JsonObject object(JsonValue value) {
    return (JsonObject) value;
  }
}
