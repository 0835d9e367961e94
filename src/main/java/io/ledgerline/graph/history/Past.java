package io.ledgerline.graph.history;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Which triples of a store were so at a position. Within one read transaction, on one thread;
/// remembers what it looked up, up to a limit.
final class Past {

  private static final int REMEMBERED_MAX = 20_000;
  private static final int CHANGES_MAX = 1_000;

  /// The values that a subject has under a predicate.
  private record Place(Layer layer, Node subject, Node predicate) {}

  private final DatasetGraph store;
  private final HistoryGraphs graphs;
  private final long position;
  private final Since since;
  private final Map<Node, Long> seqs = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Place, List<Quad>> changes = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Node, Boolean> used = new LinkedHashMap<>();

  Past(DatasetGraph store, HistoryGraphs graphs, long position) {
    this.store = store;
    this.graphs = graphs;
    this.position = position;
    this.since = new Since(graphs.iris(), this::seq);
  }

  /// Whether a triple that is or was in the store was so at the position.
  boolean has(Layer layer, Triple triple) {
    NavigableMap<Long, Boolean> changed = changes(layer, triple);
    if (changed.isEmpty()) {
      return isSoByItself(triple);
    }
    Map.Entry<Long, Boolean> last = changed.floorEntry(position);
    if (last != null) {
      return last.getValue();
    }
    // Before its first change: if that is an end, it had begun by itself.
    return !changed.firstEntry().getValue() && isSoByItself(triple);
  }

  private boolean isSoByItself(Triple triple) {
    long from = since.of(triple);
    return from != Since.NEVER && from <= position;
  }

  /// By entry: true if the triple began there, false if it ended.
  private NavigableMap<Long, Boolean> changes(Layer layer, Triple triple) {
    NavigableMap<Long, Boolean> found = new TreeMap<>();
    Node began = graphs.began(layer, triple.getPredicate());
    Node ended = graphs.ended(layer, triple.getPredicate());
    if (!isUsed(began) && !isUsed(ended)) {
      return found;
    }
    Place place = new Place(layer, triple.getSubject(), triple.getPredicate());
    List<Quad> ofPlace = changes.get(place);
    if (ofPlace == null) {
      ofPlace = new ArrayList<>();
      boolean isWhole =
          collect(ofPlace, store.find(began, triple.getSubject(), Node.ANY, Node.ANY))
              && collect(ofPlace, store.find(ended, triple.getSubject(), Node.ANY, Node.ANY));
      if (isWhole) {
        changes.put(place, ofPlace);
        trim(changes);
      } else {
        ofPlace.clear();
        Node object = triple.getObject();
        store.find(began, triple.getSubject(), Node.ANY, object).forEachRemaining(ofPlace::add);
        store.find(ended, triple.getSubject(), Node.ANY, object).forEachRemaining(ofPlace::add);
      }
    }
    for (Quad quad : ofPlace) {
      if (quad.getObject().equals(triple.getObject())) {
        boolean isBeginning = quad.getGraph().equals(began);
        graphs.index(quad.getPredicate()).ifPresent(index -> found.put(index, isBeginning));
      }
    }
    return found;
  }

  private static boolean collect(List<Quad> all, Iterator<Quad> quads) {
    while (quads.hasNext()) {
      if (all.size() == CHANGES_MAX) {
        return false;
      }
      all.add(quads.next());
    }
    return true;
  }

  private boolean isUsed(Node graph) {
    return used.computeIfAbsent(graph, name -> store.contains(name, Node.ANY, Node.ANY, Node.ANY));
  }

  private long seq(Node node) {
    Long known = seqs.get(node);
    if (known == null) {
      known = lookUp(node);
      seqs.put(node, known);
      trim(seqs);
    }
    return known;
  }

  private long lookUp(Node node) {
    Iterator<Quad> found = store.find(Quad.defaultGraphIRI, node, Vocabulary.SEQ, Node.ANY);
    return found.hasNext()
        ? Literals.integer(found.next().getObject()).orElse(Since.NEVER)
        : Since.NEVER;
  }

  private static <K, V> void trim(Map<K, V> map) {
    if (map.size() > REMEMBERED_MAX) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
