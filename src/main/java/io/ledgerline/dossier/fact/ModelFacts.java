package io.ledgerline.dossier.fact;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.dossier.trace.ModelRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that is recorded about a model version.
///
/// A name is a path, as `model.license`; facts of which there may be several end in their place
/// from 0, as `training.data.0`.
///
/// @param model what the facts are about
/// @param iri of the model version
/// @param facts by name, in the order of a document
public record ModelFacts(ModelRef model, String iri, Map<String, Fact<?>> facts) {

  /// Copies the facts and keeps their order.
  public ModelFacts {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /// The fact of a name; missing if there is none.
  public Fact<?> fact(String name) {
    Fact<?> fact = facts.get(name);
    return fact == null ? Fact.missing() : fact;
  }

  /// The facts `prefix.0`, `prefix.1` and so on that have a value.
  public List<Fact<?>> list(String prefix) {
    return facts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix + "."))
        .<Fact<?>>map(Map.Entry::getValue)
        .filter(fact -> fact.value() != null)
        .toList();
  }

  /// The entries that the facts rest on, ascending.
  public SortedSet<Long> entries() {
    SortedSet<Long> entries = new TreeSet<>();
    facts.values().forEach(fact -> entries.addAll(fact.entries()));
    return entries;
  }

  /// How many facts have each state, by its label; states that none has are left out.
  public SortedMap<String, Long> coverage() {
    SortedMap<String, Long> counts = new TreeMap<>();
    facts.values().forEach(fact -> counts.merge(fact.state().label(), 1L, Long::sum));
    return counts;
  }

  /// The facts by name.
  public JsonObject toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    facts.forEach((name, fact) -> members.put(name, fact.toJson()));
    return JsonObject.of(members);
  }
}
