package io.ledgerline.graph.history;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
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

  private final DatasetGraph store;
  private final HistoryGraphs graphs;
  private final long position;
  private final Since since;
  private final Map<Node, Long> seqs = new LinkedHashMap<>(16, 0.75f, true);
  private final Changes changes;

  Past(DatasetGraph store, HistoryGraphs graphs, long position) {
    this.store = store;
    this.graphs = graphs;
    this.position = position;
    this.since = new Since(graphs.iris(), this);
    this.changes = new Changes(store, graphs);
  }

  /// Whether a triple was so at the position.
  ///
  /// @param isStill whether it is so now; else it ended
  boolean has(Layer layer, Triple triple, boolean isStill) {
    if (Since.isSaidByObject(triple.getPredicate())
        || !changes.areOf(layer, triple.getPredicate())) {
      return isSoByItself(triple);
    }
    List<Changes.Change> ofPlace = changes.of(layer, triple);
    return Since.isOneAtATime(triple.getPredicate())
        ? hadValue(ofPlace, triple, isStill)
        : hasFromSource(triple, isStill) || had(ofPlace, triple);
  }

  /// The entry after the position that ended a triple first.
  long endsFirst(Layer layer, Triple triple) {
    return changes.of(layer, triple).stream()
        .filter(change -> !change.isBeginning() && change.index() > position)
        .filter(change -> change.value().equals(triple.getObject()))
        .mapToLong(Changes.Change::index)
        .min()
        .orElse(Since.NEVER);
  }

  private boolean hasFromSource(Triple triple, boolean isStill) {
    return isStill && Since.source(triple.getPredicate()).isPresent() && isSoByItself(triple);
  }

  private boolean had(List<Changes.Change> ofPlace, Triple triple) {
    NavigableMap<Long, Boolean> own = new TreeMap<>();
    for (Changes.Change change : ofPlace) {
      if (change.value().equals(triple.getObject())) {
        own.put(change.index(), change.isBeginning());
      }
    }
    if (own.isEmpty()) {
      return isSoByItself(triple);
    }
    Map.Entry<Long, Boolean> last = own.floorEntry(position);
    if (last != null) {
      return last.getValue();
    }
    // Before its first change: if that is an end, it had begun by itself.
    return !own.firstEntry().getValue() && isSoByItself(triple);
  }

  /// The first end after the position tells whose value it was; if there is none, it is the value
  /// of now. It was so from the last beginning or end before that.
  private boolean hadValue(List<Changes.Change> ofPlace, Triple triple, boolean isStill) {
    NavigableMap<Long, Node> ends = new TreeMap<>();
    for (Changes.Change change : ofPlace) {
      if (!change.isBeginning()) {
        ends.put(change.index(), change.value());
      }
    }
    Map.Entry<Long, Node> until = ends.higherEntry(position);
    if (until == null ? !isStill : !triple.getObject().equals(until.getValue())) {
      return false;
    }
    long end = until == null ? Long.MAX_VALUE : until.getKey();
    long from = Since.NEVER;
    for (Changes.Change change : ofPlace) {
      if (change.isBeginning()
          && change.index() < end
          && change.value().equals(triple.getObject())) {
        from = Math.max(from, change.index());
      }
    }
    boolean isFirst = from == Since.NEVER && ends.floorKey(position) == null;
    return isFirst ? isSoByItself(triple) : from <= position;
  }

  private boolean isSoByItself(Triple triple) {
    long from = since.of(triple);
    return from != Since.NEVER && from <= position;
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
      if (seqs.size() > REMEMBERED_MAX) {
        seqs.remove(seqs.keySet().iterator().next());
      }
    }
    return known;
  }

  private long lookUp(Node node) {
    Iterator<Quad> found = store.find(Quad.defaultGraphIRI, node, Vocabulary.SEQ, Node.ANY);
    return found.hasNext()
        ? Literals.integer(found.next().getObject()).orElse(Since.NEVER)
        : Since.NEVER;
  }
}
