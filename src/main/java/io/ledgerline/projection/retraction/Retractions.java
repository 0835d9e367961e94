package io.ledgerline.projection.retraction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which entries are retracted, by which retractions: a function of the set of retractions, not of
/// their order.
///
/// A retraction counts if every retraction of itself does not; it does not count if one of them
/// does. Retractions that retract each other in a circle leave both open: then neither counts. (The
/// grounded extension of Dung's argumentation frameworks.) Thread-safe.
public final class Retractions {

  private final SortedMap<Long, Retraction> retractions = new TreeMap<>();
  private final SortedMap<Long, Long> targets = new TreeMap<>();
  private final SortedSet<Long> vain = new TreeSet<>();
  private Optional<SortedMap<Long, SortedSet<Long>>> counting = Optional.empty();

  /// None yet.
  public Retractions() {}

  /// Takes one in; again does nothing.
  public synchronized void add(Retraction retraction) {
    retractions.putIfAbsent(retraction.index(), retraction);
  }

  /// Whether there is any.
  public synchronized boolean isEmpty() {
    return retractions.isEmpty();
  }

  /// Those of which it is not known yet which entry they retract.
  public synchronized List<Retraction> unresolved() {
    List<Retraction> open = new ArrayList<>();
    retractions.forEach(
        (index, retraction) -> {
          if (!targets.containsKey(index) && !vain.contains(index)) {
            open.add(retraction);
          }
        });
    return open;
  }

  /// Says which entry a retraction retracts.
  public synchronized void resolve(long retraction, long target) {
    targets.put(retraction, target);
    counting = Optional.empty();
  }

  /// Says that a retraction can retract nothing: its entry is another, or the system's own.
  public synchronized void refute(long retraction) {
    vain.add(retraction);
  }

  /// The entry that a retraction retracts, whether it counts or not; empty while it is not known.
  public synchronized Optional<Long> target(long retraction) {
    return Optional.ofNullable(targets.get(retraction));
  }

  /// The retractions of an entry that count, by their entries.
  public synchronized SortedSet<Long> of(long entry) {
    return counting().getOrDefault(entry, Collections.emptySortedSet());
  }

  /// The same, with what they say.
  public synchronized List<Retraction> saying(long entry) {
    return of(entry).stream()
        .flatMap(i -> Optional.ofNullable(retractions.get(i)).stream())
        .toList();
  }

  /// For each entry that is retracted, by which entries.
  public synchronized SortedMap<Long, SortedSet<Long>> counting() {
    SortedMap<Long, SortedSet<Long>> known =
        counting.orElseGet(() -> Collections.unmodifiableSortedMap(weighed()));
    counting = Optional.of(known);
    return known;
  }

  private SortedMap<Long, SortedSet<Long>> weighed() {
    SortedMap<Long, SortedSet<Long>> againstByTarget = new TreeMap<>();
    targets.forEach(
        (retraction, target) ->
            againstByTarget.computeIfAbsent(target, none -> new TreeSet<>()).add(retraction));
    SortedSet<Long> counts = new TreeSet<>();
    SortedSet<Long> fails = new TreeSet<>();
    boolean isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (long retraction : targets.keySet()) {
        SortedSet<Long> against =
            againstByTarget.getOrDefault(retraction, Collections.emptySortedSet());
        if (fails.containsAll(against)) {
          isMoving |= counts.add(retraction);
        } else if (against.stream().anyMatch(one -> counts.contains(one))) {
          isMoving |= fails.add(retraction);
        }
      }
    }
    SortedMap<Long, SortedSet<Long>> retracted = new TreeMap<>();
    counts.forEach(
        retraction ->
            retracted
                .computeIfAbsent(targets.get(retraction), none -> new TreeSet<>())
                .add(retraction));
    return retracted;
  }
}
