package io.ledgerline.http.admin;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.http.ProblemException;
import io.ledgerline.vault.erasure.ErasureOrder;
import io.ledgerline.vault.erasure.ErasureRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The JSON of erasures.
final class ErasureBody {

  private static final Set<String> MEMBERS =
      Set.of("legal_basis", "authorised_by", "entries", "subject", "whole_entries");

  private final JsonObject body;
  private final Inspection inspection = new Inspection();

  private ErasureBody(JsonObject body) {
    this.body = body;
  }

  /// Reads an order.
  ///
  /// @throws ProblemException 422 with everything that is wrong
  static ErasureOrder order(String idempotencyKey, JsonObject body) {
    ErasureBody reader = new ErasureBody(body);
    return switch (reader.read(idempotencyKey)) {
      case Reading.Valid<ErasureOrder>(var order, var _) -> order;
      case Reading.Invalid<ErasureOrder>(var violations) -> throw RequestBody.invalid(violations);
    };
  }

  private Reading<ErasureOrder> read(String idempotencyKey) {
    body.members().keySet().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> inspection.violation("/" + name, "is not known"));
    String legalBasis = inspection.text(body, "", "legal_basis");
    String authorisedBy = inspection.text(body, "", "authorised_by");
    Optional<String> subject = inspection.optionalText(body, "", "subject");
    List<JsonValue> entries = inspection.optionalArray(body, "", "entries");
    if (subject.isPresent() != entries.isEmpty()) {
      inspection.violation("", "has either entries, at least one, or a subject");
    }
    ErasureOrder.Scope scope =
        subject
            .<ErasureOrder.Scope>map(value -> new ErasureOrder.Subject(value, isWhole()))
            .orElseGet(() -> new ErasureOrder.Units(units(entries)));
    return inspection.reading(new ErasureOrder(idempotencyKey, legalBasis, authorisedBy, scope));
  }

  private boolean isWhole() {
    Optional<JsonValue> value = body.get("whole_entries");
    if (value.isPresent() && !(value.get() instanceof JsonBoolean)) {
      inspection.violation("/whole_entries", "must be true or false");
    }
    return value.orElse(null) instanceof JsonBoolean truth && truth.value();
  }

  private SortedMap<Long, SortedSet<Integer>> units(List<JsonValue> entries) {
    SortedMap<Long, SortedSet<Integer>> units = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String at = "/entries/" + i;
      Optional<Long> index =
          entries.get(i) instanceof JsonObject entry
              ? entry.integer("index").filter(n -> n >= 0)
              : Optional.empty();
      if (index.isEmpty() || !(entries.get(i) instanceof JsonObject entry)) {
        inspection.violation(at, "must be an object with the index of an entry");
      } else if (units.put(index.get(), numbers(entry, at)) != null) {
        inspection.violation(at, "entry " + index.get() + " is named twice");
      }
    }
    return units;
  }

  private SortedSet<Integer> numbers(JsonObject entry, String at) {
    SortedSet<Integer> numbers = new TreeSet<>();
    List<JsonValue> units = inspection.optionalArray(entry, at, "units");
    if (entry.get("units").isPresent() && units.isEmpty()) {
      inspection.violation(at + "/units", "must name a unit; left out, it means all of them");
    }
    for (int i = 0; i < units.size(); i++) {
      Optional<Long> number =
          units.get(i) instanceof JsonNumber n
              ? n.integer().filter(u -> 0 <= u && u <= Integer.MAX_VALUE)
              : Optional.empty();
      if (number.isEmpty()) {
        inspection.violation(at + "/units/" + i, "must be the number of a unit");
      } else {
        numbers.add(number.get().intValue());
      }
    }
    return numbers;
  }

  /// How far a request is.
  static JsonObject json(ErasureRequest request) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("id", JsonString.of(request.id().toString()));
    fields.put("state", JsonString.of(request.state().name().toLowerCase(Locale.ROOT)));
    fields.put("requested_at", JsonString.of(request.requestedAt().toString()));
    fields.put("legal_basis", JsonString.of(request.legalBasis()));
    fields.put("authorised_by", JsonString.of(request.authorisedBy()));
    fields.put(
        "erasure_entries", JsonArray.of(request.entries().stream().map(JsonNumber::of).toList()));
    fields.put("units_count", JsonNumber.of(request.targets().size()));
    fields.put(
        "targets",
        JsonArray.of(
            request.targets().byIndex().entrySet().stream()
                .map(
                    entry ->
                        JsonObject.of(
                            Map.of(
                                "index",
                                JsonNumber.of(entry.getKey()),
                                "units",
                                JsonArray.of(
                                    entry.getValue().stream().map(JsonNumber::of).toList()))))
                .toList()));
    if (!request.reason().isEmpty()) {
      fields.put("reason", JsonString.of(request.reason()));
    }
    return JsonObject.of(fields);
  }
}
