package io.ledgerline.graph.history;

import io.ledgerline.graph.Iris;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.jena.graph.Node;

/// The named graphs of the history: two for each predicate of a layer.
///
/// In the graph that says what began, `s <entry> o` means that this entry made `s p o` so; in the
/// graph that says what ended, that this entry made it so no more. The entry stands in the place of
/// the predicate, which is the graph's: no node is made for it, and every index can be used.
///
/// @param iris of the store
public record HistoryGraphs(Iris iris) {

  private static final String BEGAN = "began/";
  private static final String ENDED = "ended/";

  /// What entries made so, later than its nodes were named.
  public Node began(Layer layer, Node predicate) {
    return Iris.node(prefix(layer) + BEGAN + Iris.encode(predicate.getURI()));
  }

  /// What entries made so no more.
  public Node ended(Layer layer, Node predicate) {
    return Iris.node(prefix(layer) + ENDED + Iris.encode(predicate.getURI()));
  }

  /// Whether a graph is one of the history.
  public boolean isHistory(Node graph) {
    return graph.isURI() && graph.getURI().startsWith(all());
  }

  /// The predicate whose ends a graph has.
  ///
  /// @return empty if it is no such graph
  Optional<Node> predicateOfEnded(Layer layer, Node graph) {
    String prefix = prefix(layer) + ENDED;
    return graph.isURI() && graph.getURI().startsWith(prefix)
        ? Optional.of(Iris.node(Iris.decode(graph.getURI().substring(prefix.length()))))
        : Optional.empty();
  }

  /// The index of the entry that a node is.
  ///
  /// @return empty if it is none
  public OptionalLong index(Node entry) {
    String prefix = iris.base() + "/entry/";
    if (!entry.isURI() || !entry.getURI().startsWith(prefix)) {
      return OptionalLong.empty();
    }
    long index = 0;
    for (int i = prefix.length(); i < entry.getURI().length(); i++) {
      int digit = entry.getURI().charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      index = 10 * index + digit;
    }
    return OptionalLong.of(index);
  }

  private String prefix(Layer layer) {
    return all() + layer.path();
  }

  private String all() {
    return iris.base() + "/graph/history/";
  }
}
