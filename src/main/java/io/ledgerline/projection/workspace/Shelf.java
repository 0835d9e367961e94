package io.ledgerline.projection.workspace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  /// One look-up: everything, or what changed. Most find one triple: nothing is made before it is
  /// needed.
  private static final class Slot {
    @Nullable SortedTriples all;
    boolean isMany;
    int removals;
    Set<Triple> added = Collections.emptySet();
    Set<Triple> removed = Collections.emptySet();

    /// Notes a change of what is not kept.
    void change(Triple triple, boolean isAdded) {
      removals += isAdded ? 0 : 1;
      boolean isUndone = (isAdded ? removed : added).contains(triple);
      if (isUndone) {
        boolean _ = (isAdded ? removed : added).remove(triple);
      } else if (isAdded) {
        added = added.isEmpty() ? new LinkedHashSet<>() : added;
        added.add(triple);
      } else {
        removed = removed.isEmpty() ? new LinkedHashSet<>() : removed;
        removed.add(triple);
      }
    }

    void settle() {
      added = Collections.emptySet();
      removed = Collections.emptySet();
    }
  }

  private final int slotsMax;
  private final Comparator<Triple> order;
  private final Map<Key, Slot> slots = new LinkedHashMap<>(1_000, 0.75f, true);
  private final Map<Key, Slot> changed = new LinkedHashMap<>();

  /// @param slotsMax how many look-ups are remembered
  /// @param order in which the triples of a look-up are given
  Shelf(int slotsMax, Comparator<Triple> order) {
    this.slotsMax = slotsMax;
    this.order = order;
  }

  /// All triples, in their order.
  ///
  /// @param isNew whether the store surely has none
  List<Triple> all(Key key, Source source, boolean isNew) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      return slot.all.list();
    }
    List<Triple> all = new ArrayList<>();
    forEach(key, source, isNew, all::add);
    all.sort(order);
    return all;
  }

  /// Calls for every triple, in no order. The batch may be changed meanwhile.
  ///
  /// @param isNew whether the store surely has none
  void forEach(Key key, Source source, boolean isNew, Consumer<Triple> consumer) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      slot.all.list().forEach(consumer);
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

  /// The triples in their order, or some of them if there are more than the limit.
  List<Triple> some(Key key, Source source, boolean isNew, int limit) {
    Slot slot = slot(key, source, isNew);
    if (slot.all != null) {
      List<Triple> all = slot.all.list();
      return all.size() > limit ? all.subList(0, limit) : all;
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
    some.sort(order);
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

  /// Takes in a change: what is added was not there, what is taken away was.
  void change(Key key, Triple triple, boolean isAdded) {
    Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
    if (slot.all == null) {
      changed.put(key, slot);
      slot.change(triple, isAdded);
    } else if (isAdded) {
      slot.all.add(triple);
    } else {
      slot.all.remove(triple);
    }
  }

  /// The changes are in the store.
  void settle() {
    changed.forEach(
        (key, slot) -> {
          slot.settle();
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
    SortedTriples all = new SortedTriples(order);
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
    slot.removed.forEach(all::remove);
    slot.added.forEach(all::add);
    slot.settle();
    slot.all = all;
    return slot;
  }
}
