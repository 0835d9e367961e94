package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;

/// Has the service read every entry from its database and hash it again.
record Check(Connection connection, Terminal terminal) {

  private static final String PATH = "/api/v1/check";

  /// Asks, waits, and tells.
  ///
  /// @return 0 if everything fits, 1 if not
  int run() {
    Answer answer = connection.post(PATH, "application/json", Bytes.EMPTY);
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    JsonObject report = answer.object();
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
    terminal.say(counts + count + " findings");
    for (JsonValue element : report.array("findings")) {
      if (element instanceof JsonObject finding) {
        String index = number(finding, "index");
        String place = finding.members().containsKey("index") ? "entry " + index + ": " : "";
        terminal.say("  " + place + finding.string("what").orElse(""));
      }
    }
    return Cli.FAILED;
  }

  private static String number(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonNumber number ? number.text() : "0";
  }
}
