package io.ledgerline.vault.erasure;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.Violation;
import io.ledgerline.vault.erasure.ErasureStore.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which units an order comes to, and what is wrong with it. Pure.
///
/// @param targets what is there and goes; what was erased before is not among it
/// @param violations everything that is wrong; then nothing may be erased
record Resolution(UnitSet targets, List<Violation> violations) {

  /// Of units that were asked for by number.
  ///
  /// @param wanted for an entry its units; none for all of them
  static Resolution ofUnits(
      SortedMap<Long, SortedSet<Integer>> wanted, SortedMap<Long, Kept> keptByIndex) {
    SortedMap<Long, SortedSet<Integer>> targets = new TreeMap<>();
    List<Violation> violations = new ArrayList<>();
    wanted.forEach(
        (index, units) -> {
          String at = "/entries";
          Kept kept = keptByIndex.get(index);
          if (kept == null) {
            violations.add(new Violation(at, "there is no entry " + index));
          } else if (kept.isOfSystem()) {
            violations.add(
                new Violation(at, "entry " + index + " is the system's own: it is never erased"));
          } else {
            add(index, units, kept, targets, violations);
          }
        });
    return new Resolution(new UnitSet(targets), violations);
  }

  private static void add(
      long index,
      SortedSet<Integer> units,
      Kept kept,
      SortedMap<Long, SortedSet<Integer>> targets,
      List<Violation> violations) {
    String at = "/entries";
    SortedSet<Integer> unknown = new TreeSet<>(units);
    unknown.removeAll(kept.left());
    unknown.removeAll(kept.erased());
    unknown.forEach(
        unit -> violations.add(new Violation(at, "entry " + index + " has no unit " + unit)));
    SortedSet<Integer> found = new TreeSet<>(units.isEmpty() ? kept.left() : units);
    found.retainAll(kept.left());
    if (found.contains(0) && !found.containsAll(kept.left())) {
      violations.add(
          new Violation(
              at,
              "unit 0 holds what identifies nodes: it goes with all units of entry "
                  + index
                  + " or not at all"));
    }
    if (!found.isEmpty()) {
      targets.put(index, found);
    }
  }

  /// Of the units that name a data subject.
  static Resolution ofSubject(UnitSet naming, boolean isWhole, SortedMap<Long, Kept> keptByIndex) {
    SortedMap<Long, SortedSet<Integer>> targets = new TreeMap<>();
    naming
        .byIndex()
        .forEach(
            (index, units) -> {
              Kept kept = keptByIndex.get(index);
              if (kept != null && !kept.isOfSystem()) {
                SortedSet<Integer> found =
                    new TreeSet<>(isWhole || units.contains(0) ? kept.left() : units);
                found.retainAll(kept.left());
                if (!found.isEmpty()) {
                  targets.put(index, found);
                }
              }
            });
    return new Resolution(new UnitSet(targets), List.of());
  }
}
