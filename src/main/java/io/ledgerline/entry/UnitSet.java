package io.ledgerline.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Units of entries: what an erasure is about.
///
/// @param byIndex for an entry's index the numbers of its units, each at least one
public record UnitSet(SortedMap<Long, SortedSet<Integer>> byIndex) {

  /// No unit.
  public static final UnitSet EMPTY = new UnitSet(new TreeMap<>());

  /// Copies everything.
  ///
  /// @throws IllegalArgumentException if an index or a number is negative, or an entry has no unit
  public UnitSet {
    SortedMap<Long, SortedSet<Integer>> copy = new TreeMap<>();
    byIndex.forEach(
        (index, units) -> {
          if (index < 0 || units.isEmpty() || units.first() < 0) {
            throw new IllegalArgumentException("units " + units + " of entry " + index);
          }
          copy.put(index, Collections.unmodifiableSortedSet(new TreeSet<>(units)));
        });
    byIndex = Collections.unmodifiableSortedMap(copy);
  }

  /// Units of one entry.
  public static UnitSet of(long index, Collection<Integer> units) {
    return new UnitSet(new TreeMap<>(Map.of(index, new TreeSet<>(units))));
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return byIndex.isEmpty();
  }

  /// Whether it is one of them.
  public boolean contains(long index, int unit) {
    SortedSet<Integer> units = byIndex.get(index);
    return units != null && units.contains(unit);
  }

  /// How many units there are.
  public int size() {
    return byIndex.values().stream().mapToInt(units -> units.size()).sum();
  }

  /// The same units in sets of at most so many, in order; an entry is never divided.
  ///
  /// @param unitsMax exceeded only by a single entry with more units
  public List<UnitSet> parts(int entriesMax, int unitsMax) {
    List<UnitSet> parts = new ArrayList<>();
    SortedMap<Long, SortedSet<Integer>> part = new TreeMap<>();
    int count = 0;
    for (Map.Entry<Long, SortedSet<Integer>> entry : byIndex.entrySet()) {
      int more = entry.getValue().size();
      if (!part.isEmpty() && (part.size() >= entriesMax || count + more > unitsMax)) {
        parts.add(new UnitSet(part));
        part = new TreeMap<>();
        count = 0;
      }
      part.put(entry.getKey(), entry.getValue());
      count += more;
    }
    if (!part.isEmpty()) {
      parts.add(new UnitSet(part));
    }
    return parts;
  }
}
