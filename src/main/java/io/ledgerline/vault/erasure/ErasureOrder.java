package io.ledgerline.vault.erasure;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What somebody wants erased.
///
/// @param idempotencyKey the same one for the same order
/// @param legalBasis why, as a code
/// @param authorisedBy who, as a pseudonym
/// @param scope what
public record ErasureOrder(
    String idempotencyKey, String legalBasis, String authorisedBy, Scope scope) {

  /// What is to be erased.
  public sealed interface Scope {}

  /// Units of entries.
  ///
  /// @param unitsByIndex for an entry the numbers of its units; none for all of them
  public record Units(SortedMap<Long, SortedSet<Integer>> unitsByIndex) implements Scope {

    /// Copies the map.
    public Units {
      unitsByIndex = Collections.unmodifiableSortedMap(new TreeMap<>(unitsByIndex));
    }
  }

  /// What names a data subject: the units in which the value stands, and where that is unit 0 the
  /// whole entry.
  ///
  /// @param value as it is written in the events
  /// @param isWhole whether all that is left of every such entry goes
  public record Subject(String value, boolean isWhole) implements Scope {}

  /// Equal orders have equal texts, whatever their keys.
  String text() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("legal_basis", JsonString.of(legalBasis));
    fields.put("authorised_by", JsonString.of(authorisedBy));
    switch (scope) {
      case Units(var unitsByIndex) -> {
        Map<String, JsonValue> entries = new LinkedHashMap<>();
        unitsByIndex.forEach(
            (index, units) ->
                entries.put(
                    Long.toString(index),
                    JsonArray.of(units.stream().map(JsonNumber::of).toList())));
        fields.put("entries", JsonObject.of(entries));
      }
      case Subject(var value, var isWhole) -> {
        fields.put("subject", JsonString.of(value));
        fields.put("whole_entries", JsonBoolean.of(isWhole));
      }
    }
    return CanonicalJson.of(JsonObject.of(fields)).toString();
  }
}
