package io.ledgerline.projection.workspace;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Layer;
import io.ledgerline.graph.history.Since;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/// What changed: with the entry of the moment, and with the batch. What is added and taken away
/// again has not changed.
final class Journal {

  /// A triple of a graph.
  ///
  /// @param layer empty if the graph has no history
  private record Line(Node graph, Optional<Layer> layer, Triple triple) {
    Quad quad() {
      return Quad.create(graph, triple);
    }
  }

  private static final Optional<Layer> CURRENT = Optional.of(Layer.CURRENT);

  /// The values of a node under a predicate.
  private record Place(Node subject, Node predicate) {
    static Place of(Triple triple) {
      return new Place(triple.getSubject(), triple.getPredicate());
    }
  }

  private final HistoryGraphs graphs;
  private final Since.Positions positions;
  private final Since since;
  private final Map<Line, Boolean> ofEntry = new LinkedHashMap<>();
  private final Map<Line, Boolean> ofBatch = new LinkedHashMap<>();
  private final List<Quad> history = new ArrayList<>();
  private int historyTold;

  Journal(Iris iris, Since.Positions positions) {
    this.graphs = new HistoryGraphs(iris);
    this.positions = positions;
    this.since = new Since(iris, positions);
  }

  /// Notes a change of the default graph; the triple was not so before, or was.
  void note(Triple triple, boolean isAdded) {
    toggle(ofEntry, new Line(Quad.defaultGraphIRI, CURRENT, triple), isAdded);
  }

  /// Notes a reference as it was written.
  void noteSaid(Node graph, Triple triple) {
    toggle(ofEntry, new Line(graph, Optional.of(Layer.SAID), triple), true);
  }

  /// Notes a change of a graph that has no history.
  void noteWork(Node graph, Triple triple, boolean isAdded) {
    toggle(ofEntry, new Line(graph, Optional.empty(), triple), isAdded);
  }

  /// Whether the entry of the moment added a triple.
  boolean isAddedNow(Triple triple) {
    return ofEntry.getOrDefault(new Line(Quad.defaultGraphIRI, CURRENT, triple), false);
  }

  /// What the entry of the moment changed in the default graph: true if it was added.
  Map<Triple, Boolean> current() {
    Map<Triple, Boolean> current = new LinkedHashMap<>();
    ofEntry.forEach(
        (line, isAdded) -> {
          if (line.layer().equals(CURRENT)) {
            current.put(line.triple(), isAdded);
          }
        });
    return current;
  }

  /// How many triples with this predicate and object the entry of the moment added.
  int gained(Node predicate, Node object) {
    int gained = 0;
    for (Map.Entry<Line, Boolean> line : ofEntry.entrySet()) {
      Triple triple = line.getKey().triple();
      if (line.getValue()
          && triple.getPredicate().equals(predicate)
          && triple.getObject().equals(object)) {
        gained++;
      }
    }
    return gained;
  }

  /// Keeps that an entry made a triple so, which will not show by itself any more.
  void keepBeginning(Triple triple, Node entry) {
    Node graph = graphs.began(Layer.CURRENT, triple.getPredicate());
    history.add(Quad.create(graph, triple.getSubject(), entry, triple.getObject()));
  }

  /// Ends an entry: what does not show by itself goes to the history.
  ///
  /// @return what it changed, in a fixed order
  GraphChange endEntry(long index, Node entry) {
    List<Quad> removed = new ArrayList<>();
    List<Quad> added = new ArrayList<>();
    Set<Place> ended = new LinkedHashSet<>();
    ofEntry.forEach(
        (line, isAdded) -> {
          if (!isAdded) {
            ended.add(Place.of(line.triple()));
          }
          (isAdded ? added : removed).add(line.quad());
        });
    ofEntry.forEach(
        (line, isAdded) -> {
          line.layer()
              .flatMap(layer -> graph(layer, line.triple(), isAdded, index, ended))
              .ifPresent(
                  graph -> {
                    Triple triple = line.triple();
                    history.add(Quad.create(graph, triple.getSubject(), entry, triple.getObject()));
                  });
          toggle(ofBatch, line, isAdded);
        });
    ofEntry.clear();
    added.addAll(history.subList(historyTold, history.size()));
    historyTold = history.size();
    return new GraphChange(removed, added);
  }

  private Optional<Node> graph(
      Layer layer, Triple triple, boolean isAdded, long index, Set<Place> ended) {
    if (!isAdded) {
      return Optional.of(graphs.ended(layer, triple.getPredicate()));
    }
    boolean isByItself;
    if (Since.isOneAtATime(triple.getPredicate())) {
      // Where none ended now, one may have ended before: only a new node surely had none.
      isByItself = ended.contains(Place.of(triple)) || isNew(triple.getSubject(), index);
    } else {
      isByItself =
          Since.isSaidByObject(triple.getPredicate())
              || (since.of(triple) == index && since.isFirm(triple));
    }
    return isByItself ? Optional.empty() : Optional.of(graphs.began(layer, triple.getPredicate()));
  }

  private boolean isNew(Node subject, long index) {
    return positions.firstNamed(subject) == index;
  }

  /// What the batch changed, in a fixed order.
  GraphChange change() {
    List<Quad> removed = new ArrayList<>();
    List<Quad> added = new ArrayList<>();
    ofBatch.forEach((line, isAdded) -> (isAdded ? added : removed).add(line.quad()));
    added.addAll(history);
    return new GraphChange(removed, added);
  }

  private static void toggle(Map<Line, Boolean> lines, Line line, boolean isAdded) {
    Boolean before = lines.remove(line);
    if (before == null) {
      lines.put(line, isAdded);
    } else if (before == isAdded) {
      throw new IllegalStateException("changed twice in one direction: " + line);
    }
  }
}
