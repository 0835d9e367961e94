package io.ledgerline.projection.workspace;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/// Triples by two of their nodes, as they are with the changes of the batch; remembered from batch
/// to batch, those asked for last the longest. For one thread.
///
/// What has more than [#KEPT_MAX] triples is not kept: only its changes are, until they are in the
/// store.
final class Shelf {

  /// Under what triples are looked up.
  record Key(Node first, Node second) {}

  /// Reads the store.
  interface Source {

    /// The triples in the store as it was before the batch.
    Iterator<Triple> find(Key key);
  }

  static final int KEPT_MAX = 2_000;

  /// One look-up: everything, or what changed.
  private static final class Slot {
    @Nullable Set<Triple> all;
    boolean isMany;
    int removals;
    final Set<Triple> added = new LinkedHashSet<>();
    final Set<Triple> removed = new LinkedHashSet<>();
  }

  private final int slotsMax;
  private final Map<Key, Slot> slots = new LinkedHashMap<>(1_000, 0.75f, true);
  private final Map<Key, Slot> changed = new LinkedHashMap<>();

  Shelf(int slotsMax) {
    this.slotsMax = slotsMax;
  }

  /// Calls for every triple. The batch may be changed meanwhile.
  ///
  /// @param isNew whether the store surely has none
  void forEach(Key key, Source source, boolean isNew, Consumer<Triple> consumer) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      List.copyOf(slot.all).forEach(consumer);
      return;
    }
    Set<Triple> removed = new LinkedHashSet<>(slot.removed);
    List<Triple> added = List.copyOf(slot.added);
    source
        .find(key)
        .forEachRemaining(
            triple -> {
              if (!removed.contains(triple)) {
                consumer.accept(triple);
              }
            });
    added.forEach(consumer);
  }

  /// The triples, or some of them if there are more than the limit.
  List<Triple> some(Key key, Source source, boolean isNew, int limit) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      return slot.all.stream().limit(limit).toList();
    }
    List<Triple> some = new ArrayList<>();
    slot.added.stream().limit(limit).forEach(some::add);
    Iterator<Triple> stored = source.find(key);
    while (some.size() < limit && stored.hasNext()) {
      Triple triple = stored.next();
      if (!slot.removed.contains(triple)) {
        some.add(triple);
      }
    }
    Iter.close(stored);
    return some;
  }

  /// Whether there are more triples than the limit, which is below [#KEPT_MAX].
  boolean isMoreThan(Key key, Source source, boolean isNew, int limit) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      return slot.all.size() > limit;
    }
    return KEPT_MAX - slot.removals > limit || some(key, source, isNew, limit + 1).size() > limit;
  }

  /// Whether it has a triple.
  boolean has(Key key, Source source, boolean isNew, Triple triple, Source one) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      return slot.all.contains(triple);
    }
    return slot.added.contains(triple)
        || (!slot.removed.contains(triple) && one.find(key).hasNext());
  }

  /// Takes in a change.
  void change(Key key, Triple triple, boolean isAdded) {
    Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
    if (slot.all != null) {
      boolean _ = isAdded ? slot.all.add(triple) : slot.all.remove(triple);
      return;
    }
    changed.put(key, slot);
    slot.removals += isAdded ? 0 : 1;
    Set<Triple> undone = isAdded ? slot.removed : slot.added;
    Set<Triple> done = isAdded ? slot.added : slot.removed;
    if (!undone.remove(triple)) {
      done.add(triple);
    }
  }

  /// The changes are in the store.
  void settle() {
    changed.forEach(
        (key, slot) -> {
          slot.added.clear();
          slot.removed.clear();
          if (slot.all == null && !slot.isMany) {
            slots.remove(key);
          }
        });
    changed.clear();
    Iterator<Map.Entry<Key, Slot>> eldest = slots.entrySet().iterator();
    for (int excess = slots.size() - slotsMax; excess > 0; excess--) {
      eldest.next();
      eldest.remove();
    }
  }

  void forget() {
    slots.clear();
    changed.clear();
  }

  private Slot slot(Key key, Source source, boolean isNew) {
    Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
    if (slot.all != null || slot.isMany) {
      return slot;
    }
    Set<Triple> all = new LinkedHashSet<>();
    if (!isNew) {
      Iterator<Triple> stored = source.find(key);
      while (stored.hasNext()) {
        if (all.size() == KEPT_MAX) {
          Iter.close(stored);
          slot.isMany = true;
          return slot;
        }
        all.add(stored.next());
      }
    }
    all.removeAll(slot.removed);
    all.addAll(slot.added);
    slot.removed.clear();
    slot.added.clear();
    slot.all = all;
    return slot;
  }
}
