package io.ledgerline.projection.workspace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What is remembered of a graph from batch to batch: what the entries of late spoke of. A hint
/// alone: forgotten, everything is read from the store again. For one thread.
public final class Memory {

  /// About 200 bytes each, without the IRIs.
  private static final int LOOK_UPS_MAX = 60_000;

  private static final int PLACES_MAX = 10_000;

  private final Map<Node, Node> places = new LinkedHashMap<>(1_000, 0.75f, true);

  final Shelf bySubject = new Shelf(LOOK_UPS_MAX);
  final Shelf byObject = new Shelf(LOOK_UPS_MAX);
  final Shelf saidBySubject = new Shelf(LOOK_UPS_MAX / 4);
  final Shelf againBySubject = new Shelf(LOOK_UPS_MAX / 4);
  final Shelf saidByObject = new Shelf(LOOK_UPS_MAX / 4);

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

  /// The changes of the last workspace are in the store.
  public void settle() {
    bySubject.settle();
    byObject.settle();
    saidBySubject.settle();
    saidByObject.settle();
    againBySubject.settle();
  }

  /// Forgets everything: the changes of the last workspace are not in the store, or the store is
  /// another one.
  public void forget() {
    places.clear();
    bySubject.forget();
    byObject.forget();
    saidBySubject.forget();
    saidByObject.forget();
    againBySubject.forget();
  }
}
