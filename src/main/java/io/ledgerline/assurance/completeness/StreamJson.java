package io.ledgerline.assurance.completeness;

import io.ledgerline.assurance.completeness.MissingNumbers.Range;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.system.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// A [Stream] as it is kept: a JSON object. Pure.
final class StreamJson {

  private StreamJson() {}

  static JsonObject write(Stream stream) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put(
        "names", JsonArray.of(stream.subject().names().stream().map(JsonString::of).toList()));
    fields.put("highest", JsonNumber.of(stream.highest));
    fields.put("given_up", JsonNumber.of(stream.givenUp));
    fields.put("last_at", JsonString.of(stream.lastAt.toString()));
    fields.put("last_index", JsonNumber.of(stream.lastIndex));
    stream.declared.ifPresent(
        interval -> fields.put("interval", JsonNumber.of(interval.toSeconds())));
    fields.put(
        "back",
        numbers(stream.back.next(), stream.back.first(), stream.back.entry(), stream.back.count()));
    List<JsonValue> missing = new ArrayList<>();
    for (Range range : stream.missing.ranges()) {
      Map<String, JsonValue> parts = new LinkedHashMap<>();
      parts.put("range", numbers(range.first(), range.last(), range.after()));
      parts.put("since", JsonString.of(range.since().toString()));
      parts.put("gap", JsonString.of(range.gap()));
      missing.add(JsonObject.of(parts));
    }
    fields.put("missing", JsonArray.of(missing));
    List<JsonValue> findings = new ArrayList<>();
    stream.findings.forEach((key, finding) -> findings.add(write(key, finding)));
    fields.put("findings", JsonArray.of(findings));
    return JsonObject.of(fields);
  }

  static Stream read(JsonObject json, CompletenessSettings settings) {
    List<String> names =
        json.array("names").stream()
            .filter(JsonString.class::isInstance)
            .map(name -> ((JsonString) name).value())
            .toList();
    Stream stream = new Stream(new Finding.Subject(CompletenessWatch.PRODUCER, names), settings);
    stream.highest = json.integer("highest").orElseThrow();
    stream.givenUp = json.integer("given_up").orElse(0L);
    stream.lastAt = Instant.parse(json.string("last_at").orElseThrow());
    stream.lastIndex = json.integer("last_index").orElseThrow();
    stream.declared = json.integer("interval").map(Duration::ofSeconds);
    List<Long> back = numbers(json.array("back"));
    stream.back = new Stream.Back(back.get(0), back.get(1), back.get(2), back.get(3));
    for (JsonValue element : json.array("missing")) {
      if (element instanceof JsonObject range) {
        List<Long> parts = numbers(range.array("range"));
        stream.missing.put(
            new Range(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                Instant.parse(range.string("since").orElseThrow()),
                range.string("gap").orElse("")));
      }
    }
    for (JsonValue element : json.array("findings")) {
      if (element instanceof JsonObject finding) {
        stream.findings.put(finding.string("key").orElseThrow(), finding(finding));
      }
    }
    return stream;
  }

  private static JsonObject write(String key, OpenFinding finding) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("key", JsonString.of(key));
    fields.put("finding", finding.finding().toJson().object());
    fields.put("index", JsonNumber.of(finding.index()));
    fields.put("missing", JsonNumber.of(finding.missing()));
    fields.put("lasting", JsonBoolean.of(finding.isLasting()));
    fields.put("shown", JsonArray.of(finding.shown().stream().map(JsonNumber::of).toList()));
    return JsonObject.of(fields);
  }

  private static OpenFinding finding(JsonObject json) {
    SortedSet<Long> shown = new TreeSet<>(numbers(json.array("shown")));
    boolean isLasting =
        json.get("lasting").orElse(null) instanceof JsonBoolean truth && truth.value();
    return new OpenFinding(
        Finding.parse(CanonicalJson.of(json.object("finding").orElseThrow())),
        json.integer("missing").orElseThrow(),
        isLasting,
        json.integer("index").orElseThrow(),
        shown);
  }

  private static JsonArray numbers(long... numbers) {
    List<JsonValue> elements = new ArrayList<>();
    for (long number : numbers) {
      elements.add(JsonNumber.of(number));
    }
    return JsonArray.of(elements);
  }

  private static List<Long> numbers(List<JsonValue> elements) {
    List<Long> numbers = new ArrayList<>();
    for (JsonValue element : elements) {
      if (element instanceof JsonNumber number) {
        number.integer().ifPresent(numbers::add);
      }
    }
    return numbers;
  }
}
