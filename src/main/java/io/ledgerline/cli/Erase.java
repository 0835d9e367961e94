package io.ledgerline.cli;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Has the service erase units of entries, or what names a data subject.
record Erase(Connection connection, Terminal terminal) {

  static final Set<String> VALUED =
      Set.of("url", "key", "wait", "request", "basis", "by", "subject");
  static final Set<String> FLAGS = Set.of("whole");

  private static final String PATH = "/api/v1/erasures";
  private static final Pattern TARGET =
      Pattern.compile("([0-9]{1,18})(?::([0-9]{1,9}(?:,[0-9]{1,9})*))?");

  /// Asks, and tells which entries record it.
  ///
  /// @return 0 if it is done or accepted
  int run(Arguments arguments) {
    Map<String, JsonValue> body = new LinkedHashMap<>();
    body.put("legal_basis", JsonString.of(needed(arguments, "basis")));
    body.put("authorised_by", JsonString.of(needed(arguments, "by")));
    String request = needed(arguments, "request");
    Optional<String> subject = arguments.value("subject");
    if (subject.isPresent() != arguments.operands().isEmpty()) {
      throw new UsageException("erase needs entries, or --subject");
    }
    if (subject.isPresent()) {
      body.put("subject", JsonString.of(subject.get()));
      body.put("whole_entries", JsonBoolean.of(arguments.has("whole")));
    } else {
      body.put("entries", JsonArray.of(arguments.operands().stream().map(Erase::target).toList()));
    }
    Answer answer =
        connection.post(
            PATH,
            "application/json",
            CanonicalJson.of(JsonObject.of(body)).bytes(),
            Map.of("Idempotency-Key", request));
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    tell(answer.object());
    return Cli.DONE;
  }

  private void tell(JsonObject answer) {
    List<String> entries = new ArrayList<>();
    for (JsonValue element : answer.array("erasure_entries")) {
      if (element instanceof JsonNumber number) {
        entries.add(number.text());
      }
    }
    String units =
        answer.members().get("units_count") instanceof JsonNumber count ? count.text() : "0";
    if (answer.string("state").equals(Optional.of("done"))) {
      terminal.say(
          entries.isEmpty()
              ? "nothing is erased: no entry of this ledger names what was asked for"
              : units
                  + (units.equals("1") ? " unit is" : " units are")
                  + " erased, by entry "
                  + String.join(", ", entries));
    } else {
      terminal.say(
          "accepted, and carried on until it is done: "
              + PATH
              + "/"
              + answer.string("id").orElse(""));
    }
  }

  private static String needed(Arguments arguments, String name) {
    return arguments.value(name).orElseThrow(() -> new UsageException("erase needs --" + name));
  }

  /// An entry as `7`, or with units as `7:1,2`.
  private static JsonValue target(String text) {
    var matcher = TARGET.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(text + " is no entry like 7, or 7:1,2 with units");
    }
    Map<String, JsonValue> target = new LinkedHashMap<>();
    target.put("index", JsonNumber.of(Long.parseUnsignedLong(matcher.group(1))));
    String units = matcher.group(2);
    if (units != null) {
      target.put(
          "units",
          JsonArray.of(
              Stream.of(units.split(",", -1))
                  .map(unit -> JsonNumber.of(Long.parseUnsignedLong(unit)))
                  .toList()));
    }
    return JsonObject.of(target);
  }
}
