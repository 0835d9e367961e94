package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Typed access to the members of a record whose structure a schema has checked.
///
/// What is absent, or of another type, is empty: never an exception.
public final class Fields {

  private Fields() {}

  /// A decimal number as it was written: never rounded, never printed anew.
  static Optional<String> decimal(JsonObject data, String name) {
    return data.members().get(name) instanceof JsonNumber number
        ? Optional.of(number.text())
        : Optional.empty();
  }

  static Optional<Boolean> truth(JsonObject data, String name) {
    return data.members().get(name) instanceof JsonBoolean truth
        ? Optional.of(truth.value())
        : Optional.empty();
  }

  /// An RFC 3339 time with a zone.
  static Optional<Instant> time(JsonObject data, String name) {
    return data.string(name).flatMap(Fields::time);
  }

  /// An RFC 3339 time with a zone, of the years 1 to 9999.
  public static Optional<Instant> time(String text) {
    return parsed(text, OffsetDateTime::parse)
        .filter(time -> time.getYear() >= 1 && time.getYear() <= 9_999)
        .map(OffsetDateTime::toInstant);
  }

  static Optional<LocalDate> date(JsonObject data, String name) {
    return data.string(name).flatMap(Fields::date);
  }

  /// An RFC 3339 date.
  public static Optional<LocalDate> date(String text) {
    return parsed(text, LocalDate::parse);
  }

  static Optional<Ref> ref(JsonObject data, String name) {
    return data.get(name).flatMap(Fields::ref);
  }

  static List<Ref> refs(JsonObject data, String name) {
    return data.array(name).stream().flatMap(value -> ref(value).stream()).toList();
  }

  static Optional<Actor> actor(JsonObject data, String name) {
    return data.object(name).flatMap(Fields::actor);
  }

  /// A party with an id.
  public static Optional<Actor> actor(JsonObject party) {
    return party.string("id").map(id -> new Actor(id, party));
  }

  static List<String> strings(JsonObject data, String name) {
    return data.array(name).stream()
        .filter(value -> value instanceof JsonString)
        .map(value -> ((JsonString) value).value())
        .toList();
  }

  static List<JsonObject> objects(JsonObject data, String name) {
    return data.array(name).stream()
        .filter(value -> value instanceof JsonObject)
        .map(value -> (JsonObject) value)
        .toList();
  }

  /// A UUID in the one spelling that we use, lower case.
  static Optional<String> uuid(String text) {
    return text.length() == 36
        ? parsed(text.toLowerCase(Locale.ROOT), value -> UUID.fromString(value).toString())
        : Optional.empty();
  }

  /// What a field of an object names in a namespace, in the version beside it.
  static Optional<Ref> named(String namespace, JsonObject object, String field) {
    return object
        .string(field)
        .map(
            name ->
                object
                    .string("version")
                    .<Ref>map(version -> new Ref.ByVersion(namespace, name, version))
                    .orElseGet(() -> new Ref.ByName(namespace, name)));
  }

  /// The id of a record, or an object with namespace, name and perhaps version.
  public static Optional<Ref> ref(JsonValue value) {
    if (value instanceof JsonString id) {
      return uuid(id.value()).map(Ref.ById::new);
    }
    if (!(value instanceof JsonObject object)) {
      return Optional.empty();
    }
    return object.string("namespace").flatMap(namespace -> named(namespace, object, "name"));
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
