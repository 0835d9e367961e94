package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Has the service read every entry from its database and hash it again.
record Check(Connection connection, Terminal terminal) {

  private static final String PATH = "/api/v1/check";

  /// Asks, shows how far it is, and tells.
  ///
  /// @param arguments `--no-payloads` leaves payloads out
  /// @return 0 if everything fits, 1 if not
  int run(Arguments arguments) {
    String path = PATH + (arguments.has("no-payloads") ? "?payloads=false" : "");
    List<String> last = new ArrayList<>(List.of(""));
    Answer answer =
        connection.postForLines(
            path,
            "application/x-ndjson",
            line -> {
              JsonObject told = object(line);
              if (told.members().containsKey("of")) {
                terminal.note(number(told, "entries") + " of " + number(told, "of") + " entries");
              }
              last.set(0, line);
            });
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    JsonObject report = object(last.getFirst());
    if (!report.members().containsKey("sound")) {
      throw new FailedStepException("the check was broken off");
    }
    String counts =
        number(report, "entries")
            + " entries and "
            + number(report, "checkpoints")
            + " checkpoints were hashed again: ";
    String count = number(report, "findings_count");
    if (count.equals("0")) {
      terminal.say(counts + "everything fits");
      return Cli.DONE;
    }
    terminal.say(counts + count + (count.equals("1") ? " finding" : " findings"));
    for (JsonValue element : report.array("findings")) {
      if (element instanceof JsonObject finding) {
        String index = number(finding, "index");
        String place = finding.members().containsKey("index") ? "entry " + index + ": " : "";
        terminal.say("  " + place + finding.string("what").orElse(""));
      }
    }
    return Cli.FAILED;
  }

  private static JsonObject object(String line) {
    try {
      return StrictJsonReader.read(Bytes.utf8(line), JsonLimits.OWN_RECORDS)
              instanceof JsonObject object
          ? object
          : JsonObject.of(Map.of());
    } catch (MalformedJsonException cut) {
      return JsonObject.of(Map.of());
    }
  }

  private static String number(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonNumber number ? number.text() : "0";
  }
}
