package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Receipt;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.OpenLineageClientUtils;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The first half of the demo: events and records go in, receipts come out.
final class DemoSending {

  static final String EVENTS = "/demo/credit-scoring-spark.ndjson";
  static final String RECORDS = "/demo/credit-scoring-records.ndjson";
  static final String SOURCES = "src/main/resources";

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";
  private static final int BATCH_COUNT = 53;
  private static final int ANSWER_MILLIS_MAX = 120_000;

  private final Demo demo;
  private final Connection connection;
  private long lastIndex;

  DemoSending(Demo demo, Connection connection) {
    this.demo = demo;
    this.connection = connection;
  }

  /// The lines of a resource.
  static List<String> lines(String resource) {
    try (InputStream in = DemoSending.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FailedStepException("the program lacks its own file " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The events, by the official client; then all of them once more, for their receipts.
  void lineage(Instant begun) {
    List<String> events = lines(EVENTS);
    demo.begin(
        events.size() + " events of a real Spark pipeline: ingest, clean, features, train, score");
    demo.tell("sent by OpenLineage's own Java client to " + connection.base() + "/api/v1/lineage");
    Instant start = demo.now();
    emit(events);
    demo.tell(
        events.size() + " acknowledged, each durable before the answer, in " + demo.seconds(start));
    repeatAll(events, begun);
    demo.repeat(demo.context().launcher() + " ingest " + SOURCES + EVENTS);
  }

  private void emit(List<String> events) {
    ApiKeyTokenProvider token = new ApiKeyTokenProvider();
    token.setApiKey(demo.context().key());
    HttpConfig config = new HttpConfig();
    config.setUrl(URI.create(connection.base().toString()));
    config.setAuth(token);
    // A machine that is busy with other things may take long over one answer; five seconds is the
    // client's default.
    config.setTimeoutInMillis(ANSWER_MILLIS_MAX);
    try (HttpTransport transport = new HttpTransport(config)) {
      OpenLineageClient client = new OpenLineageClient(transport);
      for (String event : events) {
        client.emit(OpenLineageClientUtils.runEventFromJson(event));
      }
    } catch (OpenLineageClientException refused) {
      throw new FailedStepException(
          "the OpenLineage client says: " + refused.getMessage(), refused);
    } catch (IOException broken) {
      throw new FailedStepException("the OpenLineage client broke: " + broken.getMessage(), broken);
    }
  }

  /// Every event is known now, so each gets the receipt of its first time.
  private void repeatAll(List<String> events, Instant begun) {
    TreeSet<Long> indices = new TreeSet<>();
    int fresh = 0;
    for (String event : events) {
      Answer answer = connection.post("/api/v1/lineage", "application/json", Bytes.utf8(event));
      if (answer.status() != 200) {
        throw new FailedStepException(
            "a repeated event was answered " + answer.status() + ", not 200: " + answer.reason());
      }
      Receipt receipt = receipt(answer);
      indices.add(receipt.index());
      fresh += receipt.leaf().receivedAt().isBefore(begun) ? 0 : 1;
    }
    if (indices.size() != events.size()) {
      throw new FailedStepException(
          events.size() + " different events are " + indices.size() + " entries");
    }
    demo.tell(
        "entries "
            + indices.first()
            + " to "
            + indices.last()
            + ": "
            + fresh
            + " new, "
            + (events.size() - fresh)
            + " known from an earlier run; sent once more, they are the same entries");
  }

  /// The records, one by one and in batches.
  void records() {
    List<String> single = new ArrayList<>();
    List<String> many = new ArrayList<>();
    for (String line : lines(RECORDS)) {
      boolean isOneOfMany =
          line.contains("io.ledgerline.decision.v1") || line.contains("io.ledgerline.oversight.v1");
      (isOneOfMany ? many : single).add(line);
    }
    demo.begin(
        (single.size() + many.size())
            + " records that the Spark jobs do not know, as CloudEvents to "
            + connection.base()
            + "/api/v1/events");
    Instant start = demo.now();
    int fresh = 0;
    for (String line : single) {
      fresh += isNew(connection.post("/api/v1/events", STRUCTURED, Bytes.utf8(line))) ? 1 : 0;
    }
    demo.tell(
        single.size()
            + " one by one: a model version, its evaluation, attributed statements, an approval");
    int batches = 0;
    for (int from = 0; from < many.size(); from += BATCH_COUNT) {
      List<String> part = many.subList(from, Math.min(from + BATCH_COUNT, many.size()));
      fresh += newInBatch(part);
      batches++;
    }
    demo.tell(
        many.size()
            + " in "
            + batches
            + " batches: 200 decisions, 12 times a person looked at one");
    int all = single.size() + many.size();
    demo.tell(
        fresh + " new, " + (all - fresh) + " known from an earlier run, in " + demo.seconds(start));
    demo.repeat(demo.context().launcher() + " ingest " + SOURCES + RECORDS);
  }

  /// The index of the last entry that was sent.
  long lastIndex() {
    return lastIndex;
  }

  /// One receipt, checked, and the same one again.
  void receipt() {
    String line = lines(RECORDS).getFirst();
    demo.begin("A receipt: what the sender of the model version got back");
    Answer first = connection.post("/api/v1/events", STRUCTURED, Bytes.utf8(line));
    Answer second = connection.post("/api/v1/events", STRUCTURED, Bytes.utf8(line));
    Receipt receipt = receipt(first);
    demo.tell("entry " + receipt.index() + " of " + receipt.origin());
    demo.tell("leaf  " + receipt.leaf().json());
    demo.tell("hash  " + receipt.leaf().hash().toHex());
    if (!receipt.opens(Bytes.utf8(line))) {
      throw new FailedStepException("the receipt does not open for the bytes that were sent");
    }
    demo.tell("opens: with the receipt's salt, the bytes sent give the event digest in the leaf");
    if (second.status() != 200 || !receipt(second).leaf().equals(receipt.leaf())) {
      throw new FailedStepException("the same record again is not the same leaf");
    }
    demo.tell("sent once more: 200, the same leaf");
    demo.repeat("curl " + connection.base() + "/api/v1/entries/" + receipt.index());
  }

  private static boolean isNew(Answer answer) {
    return switch (answer.status()) {
      case 201 -> true;
      case 200 -> false;
      // An open set: every other status means that there is no entry.
      default -> throw new FailedStepException("a record was refused: " + answer.reason());
    };
  }

  private int newInBatch(List<String> records) {
    Answer answer =
        connection.post(
            "/api/v1/events", BATCHED, Bytes.utf8("[" + String.join(",", records) + "]"));
    if (!answer.isSuccess()) {
      throw new FailedStepException("a batch was refused: " + answer.reason());
    }
    List<JsonValue> items = answer.object().array("items");
    if (items.size() != records.size()) {
      throw new FailedStepException(
          "a batch of " + records.size() + " was answered with " + items.size() + " items");
    }
    int fresh = 0;
    for (JsonValue item : items) {
      if (item instanceof JsonObject object) {
        fresh += object.integer("status").orElse(0L) == 201 ? 1 : 0;
        long index = object.object("receipt").flatMap(r -> r.integer("index")).orElse(0L);
        lastIndex = Math.max(lastIndex, index);
      }
    }
    return fresh;
  }

  private static Receipt receipt(Answer answer) {
    if (!answer.isSuccess()) {
      throw new FailedStepException("no receipt: " + answer.reason());
    }
    try {
      return Receipt.parse(answer.body());
    } catch (CorruptEntryException corrupt) {
      throw new FailedStepException("not a receipt: " + corrupt.getMessage(), corrupt);
    }
  }
}
