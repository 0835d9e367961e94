package io.ledgerline.canon;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One value of a JSON text (RFC 8259), immutable.
///
/// A value that was read knows its place in the text: `start` is the offset of its first byte,
/// `end` the offset after its last one, quotes and braces included. A value that we made has
/// [#NOWHERE] for both.
public sealed interface JsonValue {

  /// The offset of a value that was not read from a text.
  int NOWHERE = -1;

  /// The offset of the first byte, or [#NOWHERE].
  int start();

  /// The offset after the last byte, or [#NOWHERE].
  int end();

  /// What a reader of an error message calls this kind of value: `object`, `array`, `string`,
  /// `number`, `boolean` or `null`.
  String kind();

  /// An object: members in the order of the text, each name once.
  ///
  /// @param members what the object says
  /// @param repeats members that the text holds once more, with the same bytes as value: what is
  ///   replaced or cut out must be so in them too
  record JsonObject(Map<String, JsonValue> members, List<Member> repeats, int start, int end)
      implements JsonValue {

    /// A member that a text says again.
    public record Member(String name, JsonValue value) {}

    /// Copies the members and keeps their order; those of the reader of this package are handed
    /// over.
    public JsonObject {
      if (!(members instanceof Members)) {
        members =
            members.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(members));
      }
      repeats = List.copyOf(repeats);
    }

    /// An object that we made.
    public static JsonObject of(Map<String, JsonValue> members) {
      return new JsonObject(members, List.of(), NOWHERE, NOWHERE);
    }

    /// The member `name`; absent and `null` are the same, as producers use them.
    public Optional<JsonValue> get(String name) {
      JsonValue value = members.get(name);
      return value == null || value instanceof JsonNull ? Optional.empty() : Optional.of(value);
    }

    /// The text of the member `name`, if it is a string.
    public Optional<String> string(String name) {
      return members.get(name) instanceof JsonString s ? Optional.of(s.value()) : Optional.empty();
    }

    /// The member `name`, if it is an object.
    public Optional<JsonObject> object(String name) {
      return members.get(name) instanceof JsonObject o ? Optional.of(o) : Optional.empty();
    }

    /// The elements of the member `name`, if it is an array; otherwise none.
    public List<JsonValue> array(String name) {
      return members.get(name) instanceof JsonArray a ? a.elements() : List.of();
    }

    /// The member `name`, if it is a whole number that a `long` holds.
    public Optional<Long> integer(String name) {
      return members.get(name) instanceof JsonNumber n ? n.integer() : Optional.empty();
    }

    @Override
    public String kind() {
      return "object";
    }
  }

  /// An array.
  record JsonArray(List<JsonValue> elements, int start, int end) implements JsonValue {

    /// Copies the elements.
    public JsonArray {
      elements = List.copyOf(elements);
    }

    /// An array that we made.
    public static JsonArray of(List<? extends JsonValue> elements) {
      return new JsonArray(List.copyOf(elements), NOWHERE, NOWHERE);
    }

    @Override
    public String kind() {
      return "array";
    }
  }

  /// A string.
  ///
  /// @param value the decoded text, free of lone surrogates
  record JsonString(String value, int start, int end) implements JsonValue {

    /// A string that we made.
    public static JsonString of(String value) {
      return new JsonString(value, NOWHERE, NOWHERE);
    }

    @Override
    public String kind() {
      return "string";
    }
  }

  /// A number.
  ///
  /// @param text as it was written, never printed anew
  record JsonNumber(String text, int start, int end) implements JsonValue {

    /// A whole number that we made.
    public static JsonNumber of(long value) {
      return new JsonNumber(Long.toString(value), NOWHERE, NOWHERE);
    }

    /// The value, if it is written as a whole number without exponent and a `long` holds it.
    public Optional<Long> integer() {
      boolean whole =
          text.length() <= 20 && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
      if (!whole) {
        return Optional.empty();
      }
      try {
        return Optional.of(Long.valueOf(text));
      } catch (NumberFormatException tooLarge) {
        return Optional.empty();
      }
    }

    @Override
    public String kind() {
      return "number";
    }
  }

  /// `true` or `false`.
  record JsonBoolean(boolean value, int start, int end) implements JsonValue {

    /// A truth value that we made.
    public static JsonBoolean of(boolean value) {
      return new JsonBoolean(value, NOWHERE, NOWHERE);
    }

    @Override
    public String kind() {
      return "boolean";
    }
  }

  /// `null`.
  record JsonNull(int start, int end) implements JsonValue {

    /// A `null` that we made.
    public static JsonNull of() {
      return new JsonNull(NOWHERE, NOWHERE);
    }

    @Override
    public String kind() {
      return "null";
    }
  }
}
