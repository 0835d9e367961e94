package io.ledgerline.projection.retraction;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which entries are retracted, by which retractions: a function of the set of retractions, not of
/// their order.
///
/// A retraction counts if every retraction of itself does not; it does not count if one of them
/// does. Retractions that retract each other in a circle leave both open: then neither counts. (The
/// grounded extension of Dung's argumentation frameworks.) Thread-safe.
public final class Retractions {

  private final SortedMap<Long, Retraction> retractions = new TreeMap<>();
  private final SortedMap<Long, Long> targets = new TreeMap<>();
  private final SortedSet<Long> open = new TreeSet<>();
  private Optional<SortedMap<Long, SortedSet<Long>>> counting = Optional.empty();

  /// None yet.
  public Retractions() {}

  /// Takes one in; again takes what it says now, erasures having left less of it.
  public synchronized void add(Retraction retraction) {
    if (retractions.put(retraction.index(), retraction) == null
        && !targets.containsKey(retraction.index())) {
      open.add(retraction.index());
    }
  }

  /// Forgets one, of which nothing is left to read: it retracts nothing any more.
  public synchronized void forget(long retraction) {
    retractions.remove(retraction);
    targets.remove(retraction);
    open.remove(retraction);
    counting = Optional.empty();
  }

  /// Whether an entry is a retraction that was taken in.
  public synchronized boolean has(long retraction) {
    return retractions.containsKey(retraction) || targets.containsKey(retraction);
  }

  /// Whether there is any.
  public synchronized boolean isEmpty() {
    return retractions.isEmpty();
  }

  /// Those of which it is not known yet which entry they retract.
  public synchronized List<Retraction> unresolved() {
    return unresolved(0, Integer.MAX_VALUE);
  }

  /// Some of them: those from an index on, then those before it.
  public synchronized List<Retraction> unresolved(long from, int countMax) {
    return Stream.concat(open.tailSet(from).stream(), open.headSet(from).stream())
        .limit(countMax)
        .flatMap(index -> Optional.ofNullable(retractions.get(index)).stream())
        .toList();
  }

  /// Says which entry a retraction retracts.
  public synchronized void resolve(long retraction, long target) {
    targets.put(retraction, target);
    open.remove(retraction);
    counting = Optional.empty();
  }

  /// Says that a retraction can retract nothing: its entry is another, or the system's own.
  public synchronized void refute(long retraction) {
    open.remove(retraction);
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

  /// Settles first what nothing is said against, then what that leads to: each retraction once.
  private SortedMap<Long, SortedSet<Long>> weighed() {
    SortedMap<Long, Integer> standingAgainst = new TreeMap<>();
    targets.values().forEach(target -> standingAgainst.merge(target, 1, Integer::sum));
    Queue<Map.Entry<Long, Long>> counts = new ArrayDeque<>();
    targets.entrySet().stream()
        .filter(retraction -> !standingAgainst.containsKey(retraction.getKey()))
        .forEach(counts::add);
    SortedSet<Long> fails = new TreeSet<>();
    SortedMap<Long, SortedSet<Long>> retracted = new TreeMap<>();
    while (!counts.isEmpty()) {
      Map.Entry<Long, Long> retraction = counts.remove();
      long target = retraction.getValue();
      retracted.computeIfAbsent(target, none -> new TreeSet<>()).add(retraction.getKey());
      target(target)
          .filter(freed -> fails.add(target) && standingAgainst.merge(freed, -1, Integer::sum) == 0)
          .flatMap(freed -> target(freed).map(of -> Map.entry(freed, of)))
          .ifPresent(counts::add);
    }
    return retracted;
  }
}
