package io.ledgerline.dossier.fact;

import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactValue.Row;
import io.ledgerline.dossier.fact.FactValue.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Facts as they are found, by name.
final class FactList {

  private final Map<String, Fact<?>> facts = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /// A fact of which there is one. The first one found stays.
  void put(String name, Fact<?> fact) {
    facts.putIfAbsent(name, fact);
  }

  /// A text, if there is one.
  void text(String name, Optional<String> text, State state, long entry) {
    text.filter(value -> !value.isEmpty())
        .ifPresent(value -> put(name, Fact.of(state, new Text(value), entry)));
  }

  /// One more fact of which there may be several.
  void add(String prefix, Fact<?> fact) {
    int place = counts.merge(prefix, 1, Integer::sum) - 1;
    facts.put(prefix + "." + place, fact);
  }

  /// One more row; cells without text are missing.
  void row(String prefix, Map<String, String> cells, State state, Collection<Long> entries) {
    add(prefix, Fact.of(state, new Row(cells), entries));
  }

  /// All of them.
  Map<String, Fact<?>> all() {
    return facts;
  }

  /// Collects the cells of a row; what is empty is left out.
  static final class Cells {

    private final Map<String, String> cells = new LinkedHashMap<>();

    Cells with(String column, String text) {
      if (!text.isEmpty()) {
        cells.put(column, text);
      }
      return this;
    }

    Cells with(String column, Optional<?> value) {
      return with(column, value.map(Object::toString).orElse(""));
    }

    Map<String, String> all() {
      return cells;
    }
  }
}
