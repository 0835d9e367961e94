package io.ledgerline.projection.workspace;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.graph.history.Layer;
import io.ledgerline.graph.history.Since;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/// What changed: with the entry of the moment, and with the batch. What is added and taken away
/// again has not changed.
final class Journal {

  /// A triple of a layer.
  private record Line(Layer layer, Triple triple) {}

  private final HistoryGraphs graphs;
  private final Node said;
  private final Since since;
  private final Map<Line, Boolean> ofEntry = new LinkedHashMap<>();
  private final Map<Line, Boolean> ofBatch = new LinkedHashMap<>();
  private final List<Quad> history = new ArrayList<>();

  Journal(Iris iris, ToLongFunction<Node> firstNamed) {
    this.graphs = new HistoryGraphs(iris);
    this.said = iris.graph("said");
    this.since = new Since(iris, firstNamed);
  }

  /// Notes a change; the triple was not so before, or was.
  void note(Layer layer, Triple triple, boolean isAdded) {
    toggle(ofEntry, new Line(layer, triple), isAdded);
  }

  /// Whether the entry of the moment added a triple.
  boolean isAddedNow(Triple triple) {
    return ofEntry.getOrDefault(new Line(Layer.CURRENT, triple), false);
  }

  /// What the entry of the moment changed in the default graph: true if it was added.
  Map<Triple, Boolean> current() {
    Map<Triple, Boolean> current = new LinkedHashMap<>();
    ofEntry.forEach(
        (line, isAdded) -> {
          if (line.layer() == Layer.CURRENT) {
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

  /// Ends an entry: what does not show by itself goes to the history.
  void endEntry(long index, Node entry) {
    ofEntry.forEach(
        (line, isAdded) -> {
          Triple triple = line.triple();
          Node graph = null;
          if (!isAdded) {
            graph = graphs.ended(line.layer(), triple.getPredicate());
          } else if (since.of(triple) != index || !since.isFirm(triple)) {
            graph = graphs.began(line.layer(), triple.getPredicate());
          }
          if (graph != null) {
            history.add(Quad.create(graph, triple.getSubject(), entry, triple.getObject()));
          }
          toggle(ofBatch, line, isAdded);
        });
    ofEntry.clear();
  }

  /// What the batch changed, in a fixed order.
  GraphChange change() {
    List<Quad> removed = new ArrayList<>();
    List<Quad> added = new ArrayList<>();
    ofBatch.forEach(
        (line, isAdded) -> {
          Node graph =
              switch (line.layer()) {
                case CURRENT -> Quad.defaultGraphIRI;
                case SAID -> said;
              };
          (isAdded ? added : removed).add(Quad.create(graph, line.triple()));
        });
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
