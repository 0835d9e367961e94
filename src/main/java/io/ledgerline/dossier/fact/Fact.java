package io.ledgerline.dossier.fact;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that a document says, with the entries that it rests on.
///
/// Nothing is said without an entry: only a missing fact has none.
///
/// @param state where the value comes from
/// @param stale whether the value was once right and is out of date: an approval that has expired
/// @param entries the indices, ascending, each once
public record Fact<T extends FactValue>(
    @Nullable T value, State state, boolean stale, List<Long> entries) {

  /// Where a value comes from.
  public enum State {
    /// Computed from what the entries say.
    DERIVED("derived"),
    /// Reported by a system.
    MEASURED("measured"),
    /// Said by a person, who is named.
    DECLARED("declared"),
    /// Nobody recorded it.
    MISSING("missing"),
    /// A person said that it does not apply, and why.
    NOT_APPLICABLE("not applicable");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /// As documents print it.
    public String label() {
      return label;
    }
  }

  /// Sorts the entries and checks that what is said has some.
  ///
  /// @throws IllegalArgumentException if a fact has a value and no entry, or is missing and has one
  public Fact {
    entries = entries.stream().distinct().sorted().toList();
    boolean missing = state == State.MISSING;
    if (missing != (value == null) || missing != entries.isEmpty()) {
      throw new IllegalArgumentException("a fact has a value and entries, or is missing");
    }
  }

  /// A fact that is up to date.
  public static <T extends FactValue> Fact<T> of(State state, T value, Collection<Long> entries) {
    return new Fact<>(value, state, false, List.copyOf(entries));
  }

  /// A fact that is up to date and rests on one entry.
  public static <T extends FactValue> Fact<T> of(State state, T value, long entry) {
    return new Fact<>(value, state, false, List.of(entry));
  }

  /// What nobody recorded.
  public static <T extends FactValue> Fact<T> missing() {
    return new Fact<>(null, State.MISSING, false, List.of());
  }

  /// The value, if somebody recorded one.
  public Optional<T> known() {
    return Optional.ofNullable(value);
  }

  /// The fact in the JSON twin of a document.
  public JsonObject toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("value", value == null ? JsonNull.of() : value.toJson());
    members.put("state", JsonString.of(state.label()));
    members.put("stale", JsonBoolean.of(stale));
    members.put("entries", JsonArray.of(entries.stream().map(JsonNumber::of).toList()));
    return JsonObject.of(members);
  }
}
