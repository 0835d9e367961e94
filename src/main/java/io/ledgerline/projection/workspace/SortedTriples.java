package io.ledgerline.projection.workspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// Triples, each once, in an order that is kept while they come and go: they are asked for far more
/// often than they change. Most hold one. For one thread.
final class SortedTriples {

  private final Comparator<Triple> order;
  private List<Triple> triples = List.of();
  private boolean isShared;

  /// None yet.
  ///
  /// @param order that tells any two of them apart
  SortedTriples(Comparator<Triple> order) {
    this.order = order;
  }

  int size() {
    return triples.size();
  }

  /// All of them as they are now: later changes are not seen there.
  List<Triple> list() {
    isShared = true;
    return triples;
  }

  /// A node of each, in the order of the triples.
  static List<Node> nodes(List<Triple> triples, Function<Triple, Node> which) {
    return switch (triples.size()) {
      case 0 -> List.of();
      case 1 -> List.of(which.apply(triples.getFirst()));
      default -> { // any other number
        List<Node> nodes = new ArrayList<>(triples.size());
        triples.forEach(triple -> nodes.add(which.apply(triple)));
        yield nodes;
      }
    };
  }

  boolean contains(Triple triple) {
    return switch (triples.size()) {
      case 0 -> false;
      case 1 -> triples.getFirst().equals(triple);
      default -> place(triple) >= 0; // any other number
    };
  }

  /// Adds one, unless it is there.
  void add(Triple triple) {
    if (triples.isEmpty()) {
      triples = List.of(triple);
      isShared = true;
      return;
    }
    int place = place(triple);
    if (place < 0) {
      own();
      triples.add(-place - 1, triple);
    }
  }

  /// Takes one away, if it is there.
  void remove(Triple triple) {
    int place = place(triple);
    if (place >= 0) {
      own();
      triples.remove(place);
    }
  }

  private void own() {
    if (isShared) {
      triples = new ArrayList<>(triples);
      isShared = false;
    }
  }

  /// Where it is; or the negative of one more than where it would be.
  private int place(Triple triple) {
    int low = 0;
    int high = triples.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Triple other = triples.get(middle);
      if (other.equals(triple)) {
        return middle;
      }
      if (order.compare(other, triple) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
