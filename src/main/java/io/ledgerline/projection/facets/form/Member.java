package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.openlineage.EventTime;
import io.ledgerline.graph.Literals;
import io.ledgerline.merkle.Hasher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// A member of a facet that becomes values of a property.
///
/// @param path to the member, from the outside to the inside
/// @param predicate the property
/// @param kind what values are made of it; what is of another kind makes none
public record Member(List<String> path, Node predicate, Kind kind) {

  /// Characters of a text that are kept; the rest is in the entry.
  public static final int TEXT_LENGTH_MAX = 256;

  /// Values of one array at most; of more, none are kept.
  public static final int VALUES_MAX = 128;

  private static final int NUMBER_LENGTH_MAX = 64;

  /// What a value is made of.
  public enum Kind {
    /// Its text, up to [#TEXT_LENGTH_MAX] characters.
    TEXT,
    /// A whole number, also one that is written with a decimal point or an exponent, as the
    /// official Java client writes the ids of snapshots.
    NUMBER,
    /// A point in time.
    TIME,
    /// True or false.
    TRUTH,
    /// The SHA-256 of a text, in hexadecimal: the text stays in the entry.
    DIGEST,
    /// Each in its own type.
    ANY
  }

  /// A member of the facet itself.
  public static Member text(String name, Node predicate) {
    return new Member(List.of(name), predicate, Kind.TEXT);
  }

  /// A number in the facet itself.
  public static Member number(String name, Node predicate) {
    return new Member(List.of(name), predicate, Kind.NUMBER);
  }

  /// A member of the facet itself.
  public static Member of(String name, Node predicate, Kind kind) {
    return new Member(List.of(name), predicate, kind);
  }

  /// What the facet says under it: several values of an array.
  public Newest.Values values(JsonObject facet) {
    Optional<JsonObject> holder = Optional.of(facet);
    for (String name : path.subList(0, path.size() - 1)) {
      holder = holder.flatMap(object -> object.object(name));
    }
    List<Node> nodes =
        holder.flatMap(object -> object.get(path.getLast())).map(this::nodes).orElse(List.of());
    return new Newest.Values(predicate, nodes);
  }

  private List<Node> nodes(JsonValue value) {
    return nodes(value, kind);
  }

  /// The values of a kind that a JSON value makes.
  public static List<Node> nodes(JsonValue value, Kind kind) {
    if (!(value instanceof JsonArray array)) {
      return one(value, kind).stream().toList();
    }
    List<Node> nodes = new ArrayList<>();
    if (array.elements().size() <= VALUES_MAX) {
      array.elements().forEach(element -> one(element, kind).ifPresent(nodes::add));
    }
    return nodes;
  }

  private static Optional<Node> one(JsonValue value, Kind kind) {
    return switch (kind) {
      case TEXT -> scalar(value).map(text -> Literals.text(cut(text)));
      case NUMBER ->
          value instanceof JsonNumber number
              ? whole(number).map(Literals::integer)
              : Optional.empty();
      case TIME ->
          value instanceof JsonString text
              ? EventTime.parse(text.value()).map(time -> Literals.time(time.instant()))
              : Optional.empty();
      case TRUTH ->
          value instanceof JsonBoolean truth
              ? Optional.of(Literals.truth(truth.value()))
              : Optional.empty();
      case DIGEST ->
          value instanceof JsonString text
              ? Optional.of(Literals.text(sha256(text.value())))
              : Optional.empty();
      case ANY ->
          switch (value) {
            case JsonNumber number -> Optional.of(number(number));
            case JsonBoolean _ -> one(value, Kind.TRUTH);
            case JsonString _ -> one(value, Kind.TEXT);
            case JsonObject _, JsonArray _, JsonNull _ -> Optional.empty();
          };
    };
  }

  private static Optional<Long> whole(JsonNumber number) {
    Optional<Long> plain = number.integer();
    if (plain.isPresent() || number.text().length() > NUMBER_LENGTH_MAX) {
      return plain;
    }
    BigDecimal value = new BigDecimal(number.text());
    boolean isWhole = Math.abs((long) value.scale()) <= NUMBER_LENGTH_MAX;
    try {
      return isWhole ? Optional.of(value.longValueExact()) : Optional.empty();
    } catch (ArithmeticException fraction) {
      return Optional.empty();
    }
  }

  private static Node number(JsonNumber number) {
    return number.integer().map(Literals::integer).orElseGet(() -> Literals.decimal(number.text()));
  }

  private static Optional<String> scalar(JsonValue value) {
    return switch (value) {
      case JsonString text -> Optional.of(text.value());
      case JsonNumber number -> Optional.of(number.text());
      case JsonBoolean truth -> Optional.of(Boolean.toString(truth.value()));
      case JsonObject _, JsonArray _, JsonNull _ -> Optional.empty();
    };
  }

  /// The beginning of a text that is too long; never half a character.
  public static String cut(String text) {
    if (text.length() <= TEXT_LENGTH_MAX) {
      return text;
    }
    boolean isBetween = Character.isHighSurrogate(text.charAt(TEXT_LENGTH_MAX - 1));
    return text.substring(0, isBetween ? TEXT_LENGTH_MAX - 1 : TEXT_LENGTH_MAX);
  }

  private static String sha256(String text) {
    return new Hasher().bytes(Bytes.utf8(text).view()).finish().toHex();
  }
}
