package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Sends what is in files, one event after the other, in the order of the files.
///
/// What the service refuses is reported with its place and its reasons, and the next one is sent.
/// Sending a file twice is harmless: what is known already stays one entry. Not thread-safe.
final class Ingest implements EventFiles.Sink {

  private static final int PROGRESS_EVERY = 1_000;
  private static final int REASON_LENGTH_MAX = 1_000;

  private final Connection connection;
  private final Terminal terminal;
  private long sent;
  private long added;
  private long known;
  private long refused;

  Ingest(Connection connection, Terminal terminal) {
    this.connection = connection;
    this.terminal = terminal;
  }

  /// Sends every file.
  ///
  /// @return 0 if everything is on record, 1 if something is not
  /// @throws UsageException if a file does not exist
  /// @throws UnreachableException if the service does not answer
  int run(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.isReadable(path)) {
        throw new UsageException("there is no " + path + ", or it cannot be read");
      }
    }
    EventFiles files = new EventFiles(this);
    for (Path path : paths) {
      try {
        files.read(path);
      } catch (IOException broken) {
        unreadable(path.toString(), "cannot be read to its end: " + broken.getMessage());
      }
    }
    terminal.say(
        (added + known + refused)
            + " events: "
            + added
            + " new, "
            + known
            + " known already, "
            + refused
            + " refused");
    return refused == 0 ? 0 : 1;
  }

  @Override
  public void event(String place, JsonObject content, Bytes json) {
    boolean isCloudEvent = content.string("specversion").isPresent();
    Answer answer =
        isCloudEvent
            ? connection.post("/api/v1/events", "application/cloudevents+json", json)
            : connection.post("/api/v1/lineage", "application/json", json);
    sent++;
    switch (answer.status()) {
      case 201 -> added++;
      case 200 -> known++;
      case 401, 403 -> throw new FailedStepException(place + ": " + answer.reasonWithKey());
      // An open set: every other status means that there is no entry.
      default -> unreadable(place, answer.reason());
    }
    if (sent % PROGRESS_EVERY == 0) {
      terminal.note(sent + " sent");
    }
  }

  @Override
  public void unreadable(String place, String reason) {
    refused++;
    String shown =
        reason.length() > REASON_LENGTH_MAX ? reason.substring(0, REASON_LENGTH_MAX) + "…" : reason;
    terminal.note(place + ": " + shown);
  }
}
