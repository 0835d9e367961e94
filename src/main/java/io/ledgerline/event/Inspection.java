package io.ledgerline.event;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects what is wrong with one event while it is read, so that all of it is told at once.
///
/// Nothing here throws on account of what an event holds. One instance reads one event, on one
/// thread.
public final class Inspection {

  /// How many violations, and how many warnings, are listed; of the others only their number.
  public static final int LISTED_COUNT_MAX = 1_000;

  /// The longest name that identifies something, in UTF-16 code units: it becomes part of an IRI.
  public static final int NAME_LENGTH_MAX = 4_096;

  private static final JsonObject NOTHING = JsonObject.of(Map.of());

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();

  /// Notes something that makes the event invalid.
  public void violation(String pointer, String message) {
    violations.add(new Violation(pointer, message));
  }

  /// Notes something odd that is accepted.
  public void warning(String pointer, String message) {
    warnings.add(new Violation(pointer, message));
  }

  /// Takes over what another inspection of the same event found.
  public void add(Inspection other) {
    violations.addAll(other.violations);
    warnings.addAll(other.warnings);
  }

  /// Whether nothing was found that makes the event invalid.
  public boolean isValid() {
    return violations.isEmpty();
  }

  /// What came of it.
  ///
  /// @param value used only if the event is valid
  public <T> Reading<T> reading(T value) {
    return isValid() ? new Reading.Valid<>(value, listed(warnings)) : invalid();
  }

  /// What came of an event that is not valid.
  ///
  /// @throws IllegalArgumentException if nothing was found wrong
  public <T> Reading<T> invalid() {
    return new Reading.Invalid<>(listed(violations));
  }

  /// A text that must be there, empty after a violation.
  ///
  /// @param at pointer to `object`
  public String text(JsonObject object, String at, String name) {
    JsonValue value = object.members().get(name);
    if (value instanceof JsonString string && !string.value().isEmpty()) {
      return string.value();
    }
    violation(
        then(at, name),
        value == null || value instanceof JsonNull
            ? "is required"
            : "must be a string that is not empty");
    return "";
  }

  /// A text that must be there and identifies something, empty after a violation.
  ///
  /// @param at pointer to `object`
  public String name(JsonObject object, String at, String name) {
    String text = text(object, at, name);
    if (text.length() > NAME_LENGTH_MAX) {
      violation(then(at, name), "must have at most " + NAME_LENGTH_MAX + " characters");
    }
    return text;
  }

  /// A text that may be absent or `null`.
  ///
  /// @param at pointer to `object`
  public Optional<String> optionalText(JsonObject object, String at, String name) {
    Optional<JsonValue> value = object.get(name);
    if (value.isPresent() && !(value.get() instanceof JsonString)) {
      violation(then(at, name), "must be a string");
    }
    return object.string(name);
  }

  /// An object that must be there, empty after a violation.
  ///
  /// @param at pointer to `object`
  public JsonObject object(JsonObject object, String at, String name) {
    if (object.get(name).isEmpty()) {
      violation(then(at, name), "is required");
    }
    return optionalObject(object, at, name);
  }

  /// An object that may be absent or `null`, and is empty then.
  ///
  /// @param at pointer to `object`
  public JsonObject optionalObject(JsonObject object, String at, String name) {
    Optional<JsonValue> value = object.get(name);
    if (value.isPresent() && !(value.get() instanceof JsonObject)) {
      violation(then(at, name), "must be an object");
    }
    return object.object(name).orElse(NOTHING);
  }

  /// The elements of an array that may be absent or `null`, and has none then.
  ///
  /// @param at pointer to `object`
  public List<JsonValue> optionalArray(JsonObject object, String at, String name) {
    Optional<JsonValue> value = object.get(name);
    if (value.isPresent() && !(value.get() instanceof JsonArray)) {
      violation(then(at, name), "must be an array");
    }
    return object.array(name);
  }

  /// The pointer to a member of what `at` points to.
  public static String then(String at, String name) {
    return at + JsonPointer.ROOT.then(name);
  }

  private static List<Violation> listed(List<Violation> all) {
    if (all.size() <= LISTED_COUNT_MAX) {
      return all;
    }
    List<Violation> listed = new ArrayList<>(all.subList(0, LISTED_COUNT_MAX));
    listed.add(new Violation("", "and " + (all.size() - LISTED_COUNT_MAX) + " more"));
    return listed;
  }
}
