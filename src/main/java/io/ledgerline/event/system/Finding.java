package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A rule did not hold, or holds again.
///
/// What makes it this finding and no other are kind, subject and facts: with the same three it is
/// the same entry, whoever finds it again. Details and entries say more, and may differ.
///
/// @param kind of the rule, as a code: `sequence-gap`
/// @param subject what the rule is about
/// @param facts what tells it from other findings of its kind about its subject, by [Word]s
/// @param details what helps a reader, by [Word]s
/// @param entries those that show it
/// @param opened the entry of the finding that is closed by this one; empty for one that is opened
public record Finding(
    String kind,
    Subject subject,
    SortedMap<String, String> facts,
    SortedMap<String, String> details,
    SortedSet<Long> entries,
    OptionalLong opened)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.finding.v1";

  /// The longest text among facts, details and names, in characters.
  public static final int TEXT_CHARACTERS_MAX = 4_096;

  /// The most facts, details, names, and entries, of each.
  public static final int COUNT_MAX = 100;

  /// The type of a subject that is a dataset, with namespace and name.
  public static final String DATASET = "dataset";

  /// The fact of a finding about one version of a dataset: the id of the run that wrote it.
  public static final String RUN = "run";

  private static final String OPEN = "open";
  private static final String CLOSED = "closed";

  /// What a rule is about.
  ///
  /// @param type as a code: `producer`, `dataset`, `job`, `run`, `model`
  /// @param names those that name it among its type, the outermost first: of a producer the id of
  ///   its key and the stream, of a dataset namespace and name
  public record Subject(String type, List<String> names) {

    /// Copies the names.
    ///
    /// @throws IllegalArgumentException if there is none, or the type is no [Word]
    public Subject {
      Word.require("type", type);
      names = List.copyOf(names);
      requireCount("names", names.size());
      names.forEach(name -> requireText("name", name));
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a subject without a name");
      }
    }
  }

  /// Copies the collections and checks the words.
  ///
  /// @throws IllegalArgumentException if a word is none, or something is too long
  public Finding {
    Word.require("kind", kind);
    facts = words("facts", facts);
    details = words("details", details);
    entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    requireCount("entries", entries.size());
    if (opened.orElse(0) < 0 || (!entries.isEmpty() && entries.first() < 0)) {
      throw new IllegalArgumentException("an entry below 0");
    }
  }

  /// One that is opened.
  public static Finding open(
      String kind,
      Subject subject,
      SortedMap<String, String> facts,
      SortedMap<String, String> details,
      SortedSet<Long> entries) {
    return new Finding(kind, subject, facts, details, entries, OptionalLong.empty());
  }

  /// One that closes this one.
  ///
  /// @param at the entry of this one
  /// @param shown the entries that show that the rule holds again
  public Finding closed(long at, SortedSet<Long> shown) {
    return new Finding(kind, subject, facts, new TreeMap<>(), shown, OptionalLong.of(at));
  }

  /// The facts as one text.
  public CanonicalJson factsJson() {
    return CanonicalJson.of(texts(facts));
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// Of one that is opened kind, subject and facts; of one that closes, the entry that it closes.
  @Override
  public String name() {
    return opened.isPresent()
        ? CLOSED + "/" + opened.getAsLong()
        : CanonicalJson.of(JsonObject.of(identity())).toString();
  }

  @Override
  public CanonicalJson toJson() {
    Map<String, JsonValue> fields = identity();
    fields.put("v", JsonString.of("1"));
    fields.put("state", JsonString.of(opened.isPresent() ? CLOSED : OPEN));
    fields.put("details", texts(details));
    fields.put("entries", JsonArray.of(entries.stream().map(JsonNumber::of).toList()));
    opened.ifPresent(index -> fields.put("opened", JsonNumber.of(index)));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static Finding parse(CanonicalJson json) {
    JsonObject subject = json.object().object("subject").orElse(JsonObject.of(Map.of()));
    SortedSet<Long> entries = new TreeSet<>();
    for (JsonValue element : json.object().array("entries")) {
      if (element instanceof JsonNumber number) {
        number.integer().ifPresent(entry -> entries.add(entry));
      }
    }
    Finding finding =
        new Finding(
            json.string("kind"),
            new Subject(
                subject.string("type").orElse(""),
                subject.array("names").stream()
                    .filter(JsonString.class::isInstance)
                    .map(name -> ((JsonString) name).value())
                    .toList()),
            texts(json, "facts"),
            texts(json, "details"),
            entries,
            json.object().get("opened").isPresent()
                ? OptionalLong.of(json.integer("opened"))
                : OptionalLong.empty());
    if (!finding.toJson().equals(json)) {
      throw new IllegalArgumentException("a finding of another version: " + json);
    }
    return finding;
  }

  private Map<String, JsonValue> identity() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("kind", JsonString.of(kind));
    fields.put(
        "subject",
        JsonObject.of(
            Map.of(
                "type",
                JsonString.of(subject.type()),
                "names",
                JsonArray.of(subject.names().stream().map(JsonString::of).toList()))));
    fields.put("facts", texts(facts));
    return fields;
  }

  private static JsonObject texts(SortedMap<String, String> texts) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    texts.forEach((name, text) -> fields.put(name, JsonString.of(text)));
    return JsonObject.of(fields);
  }

  private static SortedMap<String, String> texts(CanonicalJson json, String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.object()
        .object(name)
        .ifPresent(
            object ->
                object
                    .members()
                    .keySet()
                    .forEach(key -> object.string(key).ifPresent(text -> texts.put(key, text))));
    return texts;
  }

  private static SortedMap<String, String> words(String field, SortedMap<String, String> texts) {
    requireCount(field, texts.size());
    texts.forEach(
        (name, text) -> {
          Word.require(field, name);
          requireText(name, text);
        });
    return Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  private static void requireText(String field, String text) {
    if (text.length() > TEXT_CHARACTERS_MAX) {
      throw new IllegalArgumentException(field + " has more than " + TEXT_CHARACTERS_MAX);
    }
  }

  private static void requireCount(String field, int count) {
    if (count > COUNT_MAX) {
      throw new IllegalArgumentException(field + ": more than " + COUNT_MAX);
    }
  }
}
