package io.ledgerline.graph.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Looks up what the history says of a subject and a predicate. Within one read transaction, on one
/// thread.
///
/// Whoever asks for many subjects of one predicate has its history read at once, if that is not too
/// long.
final class Changes {

  private static final int REMEMBERED_MAX = 20_000;
  private static final int LOOK_UPS_MAX = 50;
  private static final int READ_AT_ONCE_MAX = 100_000;

  /// A value that began or ended.
  ///
  /// @param index of the entry that made it so
  record Change(Node value, long index, boolean isBeginning) {}

  private record Place(Layer layer, Node subject, Node predicate) {}

  /// The history of a predicate.
  private static final class History {
    boolean isEmpty;
    boolean isRead;
    int lookUps;
    final Map<Node, List<Change>> bySubject = new LinkedHashMap<>();
  }

  private final DatasetGraph store;
  private final HistoryGraphs graphs;
  private final Map<Place, List<Change>> places = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Node, History> histories = new LinkedHashMap<>();

  Changes(DatasetGraph store, HistoryGraphs graphs) {
    this.store = store;
    this.graphs = graphs;
  }

  /// Whether there are any of a predicate.
  boolean areOf(Layer layer, Node predicate) {
    return !history(layer, predicate).isEmpty;
  }

  /// Those of the subject and predicate of a triple.
  List<Change> of(Layer layer, Triple triple) {
    Node predicate = triple.getPredicate();
    History history = history(layer, predicate);
    if (history.isRead) {
      return history.bySubject.getOrDefault(triple.getSubject(), List.of());
    }
    Place place = new Place(layer, triple.getSubject(), predicate);
    List<Change> found = places.get(place);
    if (found == null) {
      if (++history.lookUps == LOOK_UPS_MAX && readAtOnce(layer, predicate, history)) {
        return of(layer, triple);
      }
      found = new ArrayList<>();
      collect(graphs.began(layer, predicate), triple.getSubject(), true, found);
      collect(graphs.ended(layer, predicate), triple.getSubject(), false, found);
      places.put(place, found);
      if (places.size() > REMEMBERED_MAX) {
        places.remove(places.keySet().iterator().next());
      }
    }
    return found;
  }

  private void collect(Node graph, Node subject, boolean isBeginning, List<Change> found) {
    store
        .find(graph, subject, Node.ANY, Node.ANY)
        .forEachRemaining(quad -> found.add(change(quad, isBeginning)));
  }

  private boolean readAtOnce(Layer layer, Node predicate, History history) {
    history.isRead =
        readAtOnce(graphs.began(layer, predicate), true, history)
            && readAtOnce(graphs.ended(layer, predicate), false, history);
    if (!history.isRead) {
      history.bySubject.clear();
    }
    return history.isRead;
  }

  private boolean readAtOnce(Node graph, boolean isBeginning, History history) {
    int left = READ_AT_ONCE_MAX;
    Iterator<Quad> quads = store.find(graph, Node.ANY, Node.ANY, Node.ANY);
    while (quads.hasNext()) {
      if (left-- == 0) {
        return false;
      }
      Quad quad = quads.next();
      history
          .bySubject
          .computeIfAbsent(quad.getSubject(), subject -> new ArrayList<>(1))
          .add(change(quad, isBeginning));
    }
    return true;
  }

  private Change change(Quad quad, boolean isBeginning) {
    long index = graphs.index(quad.getPredicate()).orElse(Since.NEVER);
    return new Change(quad.getObject(), index, isBeginning);
  }

  private History history(Layer layer, Node predicate) {
    Node began = graphs.began(layer, predicate);
    return histories.computeIfAbsent(
        began,
        name -> {
          History history = new History();
          history.isEmpty =
              !store.contains(name, Node.ANY, Node.ANY, Node.ANY)
                  && !store.contains(graphs.ended(layer, predicate), Node.ANY, Node.ANY, Node.ANY);
          return history;
        });
  }
}
