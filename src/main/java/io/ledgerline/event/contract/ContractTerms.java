package io.ledgerline.event.contract;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a contract asks of the versions of a dataset. Whatever is absent is not asked.
///
/// @param fields columns that must be there; empty if none is asked for
/// @param isOpen whether there may be other columns
/// @param rows how many rows a run writes
/// @param nulls which share of a column may be null
/// @param ratio how many rows are written for each that is read
/// @param ratioInput the dataset that is read; empty for all together
/// @param freshness the longest time until the next version is written
public record ContractTerms(
    List<Field> fields,
    boolean isOpen,
    Bounds rows,
    List<NullBound> nulls,
    Bounds ratio,
    Optional<Name> ratioInput,
    Optional<Duration> freshness) {

  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 20);

  /// A column.
  ///
  /// @param type empty for any
  public record Field(String name, Optional<String> type) {}

  /// A least and a greatest number; both may be absent.
  public record Bounds(Optional<BigDecimal> min, Optional<BigDecimal> max) {

    /// Whether anything is asked.
    public boolean isAsked() {
      return min.isPresent() || max.isPresent();
    }

    /// Whether a number is within them.
    public boolean hold(BigDecimal number) {
      return min.map(least -> least.compareTo(number) <= 0).orElse(true)
          && max.map(most -> most.compareTo(number) >= 0).orElse(true);
    }
  }

  /// The greatest share of nulls in a column, 0 to 1.
  public record NullBound(String column, BigDecimal max) {}

  /// A dataset.
  public record Name(String namespace, String name) {}

  /// Copies the lists.
  public ContractTerms {
    fields = List.copyOf(fields);
    nulls = List.copyOf(nulls);
  }

  /// The terms in the data of a record of the kind `contract`. Numbers may also be texts, as
  /// [#toJson] writes them.
  public static ContractTerms of(JsonObject data) {
    Optional<JsonObject> schema = data.object("schema");
    List<Field> fields = new ArrayList<>();
    schema.ifPresent(
        asked ->
            objects(asked, "fields")
                .forEach(
                    field ->
                        field
                            .string("name")
                            .ifPresent(name -> fields.add(new Field(name, field.string("type"))))));
    List<NullBound> nulls = new ArrayList<>();
    objects(data, "nulls")
        .forEach(
            bound ->
                bound
                    .string("column")
                    .ifPresent(
                        column ->
                            number(bound, "max")
                                .ifPresent(max -> nulls.add(new NullBound(column, max)))));
    return new ContractTerms(
        fields,
        schema.flatMap(asked -> asked.get("additional")).orElse(null) instanceof JsonBoolean open
            && open.value(),
        bounds(data, "rows"),
        nulls,
        bounds(data, "ratio"),
        data.object("ratio").flatMap(ratio -> ratio.object("input")).flatMap(ContractTerms::name),
        data.string("freshness").flatMap(ContractTerms::duration));
  }

  /// Reads what [#toJson] wrote.
  public static ContractTerms parse(String json) {
    return of(CanonicalJson.parse(Bytes.utf8(json), LIMITS).object());
  }

  /// The terms, as a record has them; numbers are texts.
  public CanonicalJson toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (!fields.isEmpty()) {
      List<JsonValue> columns = new ArrayList<>();
      for (Field field : fields) {
        Map<String, JsonValue> column = new LinkedHashMap<>();
        column.put("name", JsonString.of(field.name()));
        field.type().ifPresent(type -> column.put("type", JsonString.of(type)));
        columns.add(JsonObject.of(column));
      }
      members.put(
          "schema",
          JsonObject.of(
              Map.of("fields", JsonArray.of(columns), "additional", JsonBoolean.of(isOpen))));
    }
    put(members, "rows", rows, Optional.empty());
    if (!nulls.isEmpty()) {
      members.put(
          "nulls",
          JsonArray.of(
              nulls.stream()
                  .map(
                      bound ->
                          JsonObject.of(
                              Map.of(
                                  "column", JsonString.of(bound.column()),
                                  "max", JsonString.of(bound.max().toPlainString()))))
                  .toList()));
    }
    put(members, "ratio", ratio, ratioInput);
    freshness.ifPresent(time -> members.put("freshness", JsonString.of(time.toString())));
    return CanonicalJson.of(JsonObject.of(members));
  }

  private static void put(
      Map<String, JsonValue> members, String name, Bounds bounds, Optional<Name> input) {
    if (!bounds.isAsked()) {
      return;
    }
    Map<String, JsonValue> parts = new LinkedHashMap<>();
    bounds.min().ifPresent(min -> parts.put("min", JsonString.of(min.toPlainString())));
    bounds.max().ifPresent(max -> parts.put("max", JsonString.of(max.toPlainString())));
    input.ifPresent(
        read ->
            parts.put(
                "input",
                JsonObject.of(
                    Map.of(
                        "namespace", JsonString.of(read.namespace()),
                        "name", JsonString.of(read.name())))));
    members.put(name, JsonObject.of(parts));
  }

  private static Bounds bounds(JsonObject data, String name) {
    Optional<JsonObject> bounds = data.object(name);
    return new Bounds(
        bounds.flatMap(asked -> number(asked, "min")),
        bounds.flatMap(asked -> number(asked, "max")));
  }

  private static Optional<BigDecimal> number(JsonObject data, String name) {
    Optional<String> text =
        data.members().get(name) instanceof JsonNumber number
            ? Optional.of(number.text())
            : data.string(name);
    try {
      return text.map(BigDecimal::new).filter(number -> Math.abs((long) number.scale()) <= 64);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Optional<Name> name(JsonObject data) {
    return data.string("namespace")
        .flatMap(namespace -> data.string("name").map(name -> new Name(namespace, name)));
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static List<JsonObject> objects(JsonObject data, String name) {
    return data.array(name).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }
}
