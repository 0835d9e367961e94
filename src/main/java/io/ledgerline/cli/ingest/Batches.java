package io.ledgerline.cli.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sends events in batches, each kind to its door, and counts what became of them.
///
/// What was not recorded for want of room is sent again; a batch that is refused as a whole, such
/// as one that is too large for the service, is halved until it is not. Not thread-safe.
final class Batches {

  private static final int EVENTS_MAX = 500;
  private static final int BYTES_MAX = 4 << 20;
  private static final int REASON_LENGTH_MAX = 1_000;
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int REFUSED = 4;
  private static final int BUSY = 503;

  private record Waiting(String place, Bytes json) {}

  private final Connection connection;
  private final Terminal terminal;
  private List<Waiting> waiting = new ArrayList<>();
  private boolean areCloudEvents;
  private long bytes;
  private long skipped;
  private Counts counts = new Counts(0, 0, 0);

  Batches(Connection connection, Terminal terminal) {
    this.connection = connection;
    this.terminal = terminal;
  }

  Counts counts() {
    return counts;
  }

  long skipped() {
    return skipped;
  }

  void skip() {
    skipped++;
  }

  /// Whether an event can be sent with those that wait.
  boolean hasRoomFor(boolean isCloudEvent, Bytes json) {
    return waiting.isEmpty()
        || (isCloudEvent == areCloudEvents
            && waiting.size() < EVENTS_MAX
            && bytes + json.size() < BYTES_MAX);
  }

  void add(boolean isCloudEvent, String place, Bytes json) {
    areCloudEvents = isCloudEvent;
    bytes += json.size() + 1;
    waiting.add(new Waiting(place, json));
  }

  /// Counts and reports what is not on record.
  void unreadable(String place, String reason) {
    counts = counts.plus(0, 0, 1);
    String shown =
        reason.length() > REASON_LENGTH_MAX ? reason.substring(0, REASON_LENGTH_MAX) + "…" : reason;
    terminal.note(place + ": " + shown);
  }

  /// Sends what waits, until all of it is settled.
  void flush() {
    List<Waiting> batch = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    send(batch);
  }

  private void send(List<Waiting> batch) {
    for (List<Waiting> left = batch; !left.isEmpty(); ) {
      left = sent(left);
    }
  }

  /// @return those that have to be sent again
  private List<Waiting> sent(List<Waiting> batch) {
    Answer answer =
        areCloudEvents
            ? connection.post("/api/v1/events", "application/cloudevents-batch+json", text(batch))
            : connection.post("/api/v1/lineage/batch?items=true", "application/json", text(batch));
    if (answer.status() == 401 || answer.status() == 403) {
      throw new FailedStepException(batch.getFirst().place() + ": " + answer.reasonWithKey());
    }
    List<JsonValue> items = answer.items();
    if (items.size() == batch.size()) {
      return settled(batch, items);
    }
    if (batch.size() == 1 || answer.status() / 100 != REFUSED) {
      batch.forEach(event -> unreadable(event.place(), answer.reason()));
      return List.of();
    }
    send(batch.subList(0, batch.size() / 2));
    send(batch.subList(batch.size() / 2, batch.size()));
    return List.of();
  }

  private List<Waiting> settled(List<Waiting> batch, List<JsonValue> items) {
    List<Waiting> again = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      JsonObject item =
          items.get(i) instanceof JsonObject object ? object : JsonObject.of(Map.of());
      int status = item.integer("status").orElse(0L).intValue();
      if (status == CREATED) {
        counts = counts.plus(1, 0, 0);
      } else if (status == OK) {
        counts = counts.plus(0, 1, 0);
      } else if (status == BUSY) {
        again.add(batch.get(i));
      } else {
        unreadable(
            batch.get(i).place(),
            item.object("problem")
                .map(problem -> Answer.described(problem, status))
                .orElse("HTTP " + status));
      }
    }
    return again;
  }

  private static Bytes text(List<Waiting> batch) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    char before = '[';
    for (Waiting event : batch) {
      text.write(before);
      event.json().appendTo(text);
      before = ',';
    }
    text.write(']');
    return Bytes.owned(text.toByteArray());
  }
}
