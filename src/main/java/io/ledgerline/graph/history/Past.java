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
final class Past implements Since.Positions {

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
    this.since = new Since(graphs.iris(), this);
  }

  /// Whether a triple was so at the position.
  ///
  /// @param isStill whether it is so now; else it ended
  boolean has(Layer layer, Triple triple, boolean isStill) {
    Node began = graphs.began(layer, triple.getPredicate());
    Node ended = graphs.ended(layer, triple.getPredicate());
    if (!isUsed(began) && !isUsed(ended)) {
      return isSoByItself(triple);
    }
    return Since.isOneAtATime(triple.getPredicate())
        ? hadValue(began, ended, triple, isStill)
        : hasFromSource(triple, isStill)
            || had(
                ofObject(changes(layer, began, ended, triple), began, triple.getObject()), triple);
  }

  private boolean hasFromSource(Triple triple, boolean isStill) {
    return isStill && Since.source(triple.getPredicate()).isPresent() && isSoByItself(triple);
  }

  private boolean had(NavigableMap<Long, Boolean> changed, Triple triple) {
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

  /// The first end after the position tells whose value it was; if there is none, it is the value
  /// of now. It was so from the last beginning or end before that.
  private boolean hadValue(Node began, Node ended, Triple triple, boolean isStill) {
    NavigableMap<Long, Node> ends = new TreeMap<>();
    Iterator<Quad> all = store.find(ended, triple.getSubject(), Node.ANY, Node.ANY);
    while (all.hasNext()) {
      Quad end = all.next();
      long index = graphs.index(end.getPredicate()).orElse(Since.NEVER);
      ends.put(index, end.getObject());
    }
    Long until = ends.higherKey(position);
    if (until == null ? !isStill : !triple.getObject().equals(ends.get(until))) {
      return false;
    }
    Iterator<Quad> beginnings =
        store.find(began, triple.getSubject(), Node.ANY, triple.getObject());
    long from = Since.NEVER;
    while (beginnings.hasNext()) {
      long index = graphs.index(beginnings.next().getPredicate()).orElse(Since.NEVER);
      if (until == null || index < until) {
        from = Math.max(from, index);
      }
    }
    Long before = ends.floorKey(position);
    if (before != null) {
      return from <= position;
    }
    return from == Since.NEVER ? isSoByItself(triple) : from <= position;
  }

  private boolean isSoByItself(Triple triple) {
    long from = since.of(triple);
    return from != Since.NEVER && from <= position;
  }

  /// The changes of a triple, and perhaps of other values.
  private List<Quad> changes(Layer layer, Node began, Node ended, Triple triple) {
    Place place = new Place(layer, triple.getSubject(), triple.getPredicate());
    List<Quad> known = changes.get(place);
    if (known != null) {
      return known;
    }
    List<Quad> found = new ArrayList<>();
    boolean isWhole =
        collect(found, store.find(began, triple.getSubject(), Node.ANY, Node.ANY))
            && collect(found, store.find(ended, triple.getSubject(), Node.ANY, Node.ANY));
    if (isWhole) {
      changes.put(place, found);
      trim(changes);
      return found;
    }
    found.clear();
    Node object = triple.getObject();
    store.find(began, triple.getSubject(), Node.ANY, object).forEachRemaining(found::add);
    store.find(ended, triple.getSubject(), Node.ANY, object).forEachRemaining(found::add);
    return found;
  }

  /// By entry: true if the triple with this object began there, false if it ended.
  private NavigableMap<Long, Boolean> ofObject(List<Quad> changes, Node began, Node object) {
    NavigableMap<Long, Boolean> found = new TreeMap<>();
    for (Quad quad : changes) {
      if (quad.getObject().equals(object)) {
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

  @Override
  public long source(Node node, Node predicate) {
    Iterator<Quad> found = store.find(Quad.defaultGraphIRI, node, predicate, Node.ANY);
    return found.hasNext()
        ? graphs.index(found.next().getObject()).orElse(Since.NEVER)
        : Since.NEVER;
  }

  @Override
  public long firstNamed(Node node) {
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
