package io.ledgerline.projection.workspace;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/// What is remembered of a graph from batch to batch: what the entries of late spoke of. A hint
/// alone: forgotten, everything is read from the store again. For one thread.
public final class Memory {

  /// About 200 bytes each, without the IRIs.
  private static final int LOOK_UPS_MAX = 60_000;

  private static final int PLACES_MAX = 10_000;

  private static final Comparator<Triple> BY_OBJECT =
      Comparator.comparing(triple -> triple.getObject().toString());

  private static final Comparator<Triple> BY_SUBJECT =
      Comparator.comparing(triple -> triple.getSubject().toString());

  private static final Comparator<Triple> BY_PREDICATE =
      Comparator.comparing(triple -> triple.getPredicate().toString());

  private final Map<Node, Node> places = new LinkedHashMap<>(1_000, 0.75f, true);

  /// The position of the entry that named a node first: no other look-up is made so often.
  private final Map<Node, Long> firstNamed = new LinkedHashMap<>(1_000, 0.75f, true);

  final Shelf bySubject = new Shelf(LOOK_UPS_MAX, BY_OBJECT);
  final Shelf byObject = new Shelf(LOOK_UPS_MAX, BY_SUBJECT);
  final Shelf saidBySubject = new Shelf(LOOK_UPS_MAX / 4, BY_PREDICATE.thenComparing(BY_OBJECT));
  final Shelf againBySubject = new Shelf(LOOK_UPS_MAX / 4, BY_OBJECT);
  final Shelf saidByObject = new Shelf(LOOK_UPS_MAX / 4, BY_SUBJECT.thenComparing(BY_PREDICATE));

  /// Nothing yet.
  public Memory() {}

  /// The node at which a search in the line of another one ended last. A hint: it may have left the
  /// line since.
  public Optional<Node> place(Node line) {
    return Optional.ofNullable(places.get(line));
  }

  /// Remembers where a search ended.
  public void place(Node line, Node node) {
    places.put(line, node);
    if (places.size() > PLACES_MAX) {
      places.remove(places.keySet().iterator().next());
    }
  }

  /// Where a node was named first, if that is remembered; `Since.NEVER` if it was not yet.
  @Nullable Long firstNamed(Node node) {
    return firstNamed.get(node);
  }

  /// Remembers where a node was named first: once it is, that never changes.
  void firstNamed(Node node, long index) {
    firstNamed.put(node, index);
  }

  /// The changes of the last workspace are in the store.
  public void settle() {
    bySubject.settle();
    byObject.settle();
    saidBySubject.settle();
    saidByObject.settle();
    againBySubject.settle();
    Iterator<Map.Entry<Node, Long>> eldest = firstNamed.entrySet().iterator();
    for (int excess = firstNamed.size() - LOOK_UPS_MAX; excess > 0; excess--) {
      eldest.next();
      eldest.remove();
    }
  }

  /// Forgets everything: the changes of the last workspace are not in the store, or the store is
  /// another one.
  public void forget() {
    places.clear();
    firstNamed.clear();
    bySubject.forget();
    byObject.forget();
    saidBySubject.forget();
    saidByObject.forget();
    againBySubject.forget();
  }
}
