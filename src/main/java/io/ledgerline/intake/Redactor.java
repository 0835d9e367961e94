package io.ledgerline.intake;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.StrictJsonReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replaces the secrets in the bytes of a JSON text, in place: everything else keeps its bytes, and
/// what comes out is JSON of the same structure, in which nothing is found any more.
///
/// What counts as a secret: `docs/concepts/redaction.md`. Thread-safe.
final class Redactor {

  /// Members that identify something. Only the passwords of URLs are replaced in them, because a
  /// node's name must not carry one; a dataset named `…/token=7` keeps its name.
  private static final Set<String> IDENTIFYING =
      Set.of(
          "decisionId",
          "field",
          "id",
          "modelName",
          "name",
          "namespace",
          "recordId",
          "rowIds",
          "runId",
          "source",
          "sourceRunId",
          "trainingRunIds",
          "type",
          "version");

  /// Members whose own members are named by columns: a column named `password` holds no password
  /// here.
  private static final Set<String> NAMED_BY_COLUMNS = Set.of("columnMetrics", "fields");

  private static final int ROUNDS_MAX = 8;
  private static final JsonLimits STORED = new JsonLimits(Integer.MAX_VALUE, 1_000);

  private final List<JsonPointer> pointers;

  /// @param pointers what is replaced besides, from the root of an event
  Redactor(List<JsonPointer> pointers) {
    this.pointers = List.copyOf(pointers);
  }

  /// What came of replacing.
  ///
  /// @param count how many places were replaced; with 0 the bytes are those that came in
  record Redacted(Bytes bytes, int count) {}

  /// Replaces the secrets in a JSON text, and then those that only what was replaced brings to
  /// light: a quote that belonged to a secret may have hidden where the next one starts.
  ///
  /// @param json read from `text`
  Redacted redact(Bytes text, JsonValue json) {
    Redacted redacted = once(text, json);
    int count = redacted.count;
    for (int round = 1; redacted.count > 0 && round < ROUNDS_MAX; round++) {
      redacted = once(redacted.bytes, StrictJsonReader.read(redacted.bytes, STORED));
      count += redacted.count;
    }
    return new Redacted(redacted.bytes, count);
  }

  private Redacted once(Bytes text, JsonValue json) {
    List<Replacement> found = new ArrayList<>();
    for (JsonPointer pointer : pointers) {
      pointer.findAll(json).forEach(value -> replace(value, "pointer", found));
    }
    search(text, json, "", found);
    return replaced(text, Replacement.united(found));
  }

  /// Replaces the secrets in the value of an attribute's header.
  Redacted redactHeader(String name, Bytes value) {
    Optional<String> text = value.strictUtf8();
    Optional<String> rule = SecretNames.rule(name);
    if (text.isEmpty() || text.get().isEmpty()) {
      return new Redacted(value, 0);
    }
    if (rule.isPresent() && !text.get().startsWith(Replacement.MARK)) {
      return new Redacted(Bytes.utf8(Replacement.by(rule.get())), 1);
    }
    List<Replacement> found = rule.isPresent() ? List.of() : SecretText.find(text.get());
    StringBuilder redacted = new StringBuilder(text.get());
    found.reversed().forEach(part -> redacted.replace(part.start(), part.end(), part.text()));
    return new Redacted(found.isEmpty() ? value : Bytes.utf8(redacted.toString()), found.size());
  }

  /// @param name of the member that `value` is the value of; of an element, that of its array
  private void search(Bytes text, JsonValue value, String name, List<Replacement> found) {
    switch (value) {
      case JsonObject object -> {
        boolean byColumns = NAMED_BY_COLUMNS.contains(name);
        Optional<String> paired = pairRule(object);
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
          member(text, member.getKey(), member.getValue(), byColumns, paired, found);
        }
        for (JsonObject.Member repeat : object.repeats()) {
          member(text, repeat.name(), repeat.value(), byColumns, paired, found);
        }
      }
      case JsonArray array ->
          array.elements().forEach(element -> search(text, element, name, found));
      case JsonString string -> {
        List<Replacement> parts =
            IDENTIFYING.contains(name)
                ? SecretText.findUrlPasswords(string.value())
                : SecretText.find(string.value());
        if (!parts.isEmpty()) {
          StringBytes places = StringBytes.of(text, string);
          parts.forEach(part -> found.add(places.inBytes(part)));
        }
      }
      case JsonNumber number -> {}
      case JsonBoolean truth -> {}
      case JsonNull nothing -> {}
    }
  }

  private void member(
      Bytes text,
      String name,
      JsonValue value,
      boolean byColumns,
      Optional<String> paired,
      List<Replacement> found) {
    boolean column = byColumns && (value instanceof JsonObject || value instanceof JsonArray);
    Optional<String> rule = column ? Optional.empty() : SecretNames.rule(name);
    if (rule.isEmpty() && name.equals("value")) {
      rule = paired;
    }
    if (rule.isPresent()) {
      replaceLeaves(value, rule.get(), found);
    } else {
      search(text, value, name, found);
    }
  }

  /// The rule for the `value` of `{name, value}` or `{key, value}`.
  private static Optional<String> pairRule(JsonObject object) {
    if (object.get("value").isEmpty()) {
      return Optional.empty();
    }
    return object
        .string("name")
        .flatMap(SecretNames::rule)
        .or(() -> object.string("key").flatMap(SecretNames::rule));
  }

  /// Replaces every text and number of a value, so that its structure stays what it was.
  private static void replaceLeaves(JsonValue value, String rule, List<Replacement> found) {
    switch (value) {
      case JsonObject object -> {
        object.members().values().forEach(member -> replaceLeaves(member, rule, found));
        object.repeats().forEach(member -> replaceLeaves(member.value(), rule, found));
      }
      case JsonArray array ->
          array.elements().forEach(element -> replaceLeaves(element, rule, found));
      case JsonString string -> {
        if (!Set.of("", "true", "false").contains(string.value())) {
          replace(string, rule, found);
        }
      }
      case JsonNumber number -> replace(number, rule, found);
      case JsonBoolean truth -> {}
      case JsonNull nothing -> {}
    }
  }

  private static void replace(JsonValue value, String rule, List<Replacement> found) {
    boolean done =
        value instanceof JsonNull
            || (value instanceof JsonString s && s.value().startsWith(Replacement.MARK));
    if (!done) {
      String text = "\"" + Replacement.by(rule) + "\"";
      found.add(new Replacement(value.start(), value.end(), text));
    }
  }

  private static Redacted replaced(Bytes text, List<Replacement> parts) {
    if (parts.isEmpty()) {
      return new Redacted(text, 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.size());
    int from = 0;
    for (Replacement part : parts) {
      text.slice(from, part.start()).appendTo(out);
      Bytes.utf8(part.text()).appendTo(out);
      from = part.end();
    }
    text.slice(from, text.size()).appendTo(out);
    return new Redacted(Bytes.owned(out.toByteArray()), parts.size());
  }
}
