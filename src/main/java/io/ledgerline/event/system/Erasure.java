package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Units of earlier entries were deleted, in the transaction of this entry.
///
/// It names nobody: who authorised it is a pseudonym, why is a code.
///
/// @param targets for the index of an entry the numbers of its units
/// @param legalBasis why, as a code of the operator's: `gdpr-17-1-b`
/// @param authorisedBy who, as a pseudonym
public record Erasure(
    SortedMap<Long, SortedSet<Integer>> targets, String legalBasis, String authorisedBy)
    implements SystemRecord {

  /// The type of the leaf.
  public static final String TYPE = "io.ledgerline.erasure.v1";

  /// The most units that one record names: its text stays below the limit of our own records.
  public static final int UNITS_MAX = 50_000;

  /// The most entries that one record names.
  public static final int ENTRIES_MAX = 1_000;

  /// Copies the targets and checks the words.
  ///
  /// @throws IllegalArgumentException if there are none, or a word is no [Word]
  public Erasure {
    SortedMap<Long, SortedSet<Integer>> copy = new TreeMap<>();
    targets.forEach(
        (index, units) -> {
          if (index < 0 || units.isEmpty() || units.first() < 0) {
            throw new IllegalArgumentException("units " + units + " of entry " + index);
          }
          copy.put(index, Collections.unmodifiableSortedSet(new TreeSet<>(units)));
        });
    targets = Collections.unmodifiableSortedMap(copy);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("an erasure of nothing");
    }
    Word.require("legal_basis", legalBasis);
    Word.require("authorised_by", authorisedBy);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CanonicalJson toJson() {
    List<JsonValue> list = new ArrayList<>();
    targets.forEach(
        (index, units) ->
            list.add(
                JsonObject.of(
                    Map.of(
                        "index",
                        JsonNumber.of(index),
                        "units",
                        JsonArray.of(units.stream().map(JsonNumber::of).toList())))));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    fields.put("targets", JsonArray.of(list));
    fields.put("legal_basis", JsonString.of(legalBasis));
    fields.put("authorised_by", JsonString.of(authorisedBy));
    return CanonicalJson.of(JsonObject.of(fields));
  }

  /// Reads what [#toJson] writes.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static Erasure parse(CanonicalJson json) {
    SortedMap<Long, SortedSet<Integer>> targets = new TreeMap<>();
    for (JsonValue element : json.object().array("targets")) {
      if (element instanceof JsonObject target) {
        SortedSet<Integer> units = new TreeSet<>();
        for (JsonValue unit : target.array("units")) {
          if (unit instanceof JsonNumber number) {
            number.integer().ifPresent(n -> units.add(Math.toIntExact(n)));
          }
        }
        target.integer("index").ifPresent(index -> targets.put(index, units));
      }
    }
    Erasure erasure =
        new Erasure(targets, json.string("legal_basis"), json.string("authorised_by"));
    if (!erasure.toJson().equals(json)) {
      throw new IllegalArgumentException("an erasure of another version: " + json);
    }
    return erasure;
  }
}
