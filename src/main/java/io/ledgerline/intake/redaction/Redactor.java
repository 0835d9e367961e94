package io.ledgerline.intake.redaction;

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
public final class Redactor {

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

  private static final Set<String> NO_SECRETS = Set.of("", "true", "false");

  private static final int ROUNDS_MAX = 8;

  /// The rule of a text replaced whole, because each round brought another secret to light.
  private static final String ENTANGLED = "text";

  private static final JsonLimits STORED = new JsonLimits(Integer.MAX_VALUE, 1_000);

  private final List<JsonPointer> pointers;

  /// @param pointers what is replaced besides, from the root of an event
  public Redactor(List<JsonPointer> pointers) {
    this.pointers = List.copyOf(pointers);
  }

  /// What came of replacing.
  ///
  /// @param count how many places were replaced; with 0 the bytes are those that came in
  public record Redacted(Bytes bytes, int count) {}

  /// Replaces the secrets in a JSON text, and then those that only what was replaced brings to
  /// light: a quote that belonged to a secret may have hidden where the next one starts. A text in
  /// which something is found even then is replaced whole in the last round, after which nothing
  /// can be found.
  ///
  /// @param json read from `text`: an event, or an array of events
  public Redacted redact(Bytes text, JsonValue json) {
    Redacted redacted = once(text, json, false);
    int count = redacted.count;
    for (int round = 2; redacted.count > 0 && round <= ROUNDS_MAX; round++) {
      JsonValue still = StrictJsonReader.read(redacted.bytes, STORED);
      redacted = once(redacted.bytes, still, round == ROUNDS_MAX);
      count += redacted.count;
    }
    return new Redacted(redacted.bytes, count);
  }

  private Redacted once(Bytes text, JsonValue json, boolean whole) {
    Search search = new Search(text, whole, new ArrayList<>());
    List<JsonValue> events = json instanceof JsonArray batch ? batch.elements() : List.of(json);
    for (JsonPointer pointer : pointers) {
      for (JsonValue event : events) {
        pointer.findAll(event).forEach(value -> replace(value, "pointer", search.found));
      }
    }
    search.in(json, "");
    return replaced(text, Replacement.united(search.found));
  }

  /// Replaces the secrets in the value of an attribute's header, as [#redact] does in that of the
  /// attribute in structured mode.
  ///
  /// @param header its name in lower case, as `ce-source`
  public Redacted redactHeader(String header, Bytes value) {
    Optional<String> text = value.strictUtf8();
    if (text.isEmpty() || text.get().isEmpty()) {
      return new Redacted(value, 0);
    }
    String name = header.startsWith("ce-") ? header.substring(3) : header;
    Optional<String> rule = SecretNames.rule(name);
    if (rule.isPresent()) {
      boolean done = text.get().startsWith(Replacement.MARK) || NO_SECRETS.contains(text.get());
      return done
          ? new Redacted(value, 0)
          : new Redacted(Bytes.utf8(Replacement.by(rule.get())), 1);
    }
    String clean = text.get();
    int count = 0;
    List<Replacement> parts = find(name, clean);
    for (int round = 2; !parts.isEmpty(); round++) {
      count += parts.size();
      StringBuilder redacted = new StringBuilder(clean);
      parts.reversed().forEach(part -> redacted.replace(part.start(), part.end(), part.text()));
      clean = round > ROUNDS_MAX ? Replacement.by(ENTANGLED) : redacted.toString();
      parts = find(name, clean);
    }
    return count == 0 ? new Redacted(value, 0) : new Redacted(Bytes.utf8(clean), count);
  }

  private static List<Replacement> find(String name, String text) {
    return IDENTIFYING.contains(name) ? SecretText.findUrlPasswords(text) : SecretText.find(text);
  }

  /// One search through a JSON text.
  ///
  /// @param whole whether a text is replaced whole if anything is found in it
  private record Search(Bytes text, boolean whole, List<Replacement> found) {

    /// @param name of the member that `value` is the value of; of an element, that of its array
    void in(JsonValue value, String name) {
      switch (value) {
        case JsonObject object -> {
          boolean byColumns = NAMED_BY_COLUMNS.contains(name);
          Optional<String> paired = pairRule(object);
          for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            member(member.getKey(), member.getValue(), byColumns, paired);
          }
          for (JsonObject.Member repeat : object.repeats()) {
            member(repeat.name(), repeat.value(), byColumns, paired);
          }
        }
        case JsonArray array -> {
          array.elements().forEach(element -> in(element, name));
          arguments(array.elements(), name);
        }
        case JsonString string -> {
          List<Replacement> parts = find(name, string.value());
          if (!parts.isEmpty() && whole) {
            replace(string, ENTANGLED, found);
          } else if (!parts.isEmpty()) {
            StringBytes places = StringBytes.of(text, string);
            parts.forEach(part -> found.add(places.inBytes(part)));
          }
        }
        case JsonNumber number -> {}
        case JsonBoolean truth -> {}
        case JsonNull nothing -> {}
      }
    }

    private void member(String name, JsonValue value, boolean byColumns, Optional<String> paired) {
      boolean column = byColumns && (value instanceof JsonObject || value instanceof JsonArray);
      Optional<String> rule = column ? Optional.empty() : SecretNames.rule(name);
      if (rule.isEmpty() && name.equalsIgnoreCase("value")) {
        rule = paired;
      }
      if (rule.isPresent()) {
        replaceLeaves(value, rule.get(), found);
      } else {
        in(value, name);
      }
    }

    /// What follows `--password` in an array of arguments.
    private void arguments(List<JsonValue> elements, String name) {
      for (int i = 1; i < elements.size() && !IDENTIFYING.contains(name); i++) {
        JsonValue next = elements.get(i);
        boolean option = next instanceof JsonString s && s.value().startsWith("-");
        boolean leaf = next instanceof JsonString || next instanceof JsonNumber;
        if (leaf && !option && elements.get(i - 1) instanceof JsonString before) {
          SecretText.optionRule(before.value()).ifPresent(r -> replaceLeaves(next, r, found));
        }
      }
    }
  }

  /// The rule for the `value` of `{name, value}` or `{key, value}`, in capitals or not.
  private static Optional<String> pairRule(JsonObject object) {
    Optional<String> rule = Optional.empty();
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String key = member.getKey();
      boolean names = key.equalsIgnoreCase("name") || key.equalsIgnoreCase("key");
      if (rule.isEmpty() && names && member.getValue() instanceof JsonString name) {
        rule = SecretNames.rule(name.value());
      }
    }
    return rule;
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
        if (!NO_SECRETS.contains(string.value())) {
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
