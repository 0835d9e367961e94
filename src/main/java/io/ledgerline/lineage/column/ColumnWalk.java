package io.ledgerline.lineage.column;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// One walk from column to column, breadth first, up to a depth and a number of columns.
final class ColumnWalk {

  /// A column and how many steps it is from the start.
  private record Place(Node column, int depth) {}

  private final Facts facts;
  private final ColumnPortrait portrait;
  private final int depthMax;
  private final int columnsMax;
  private final Set<Node> shown = new LinkedHashSet<>();
  private final NavigableSet<ColumnView.Edge> edges = new TreeSet<>();
  private boolean isTruncated;

  ColumnWalk(Facts facts, int depthMax, int columnsMax) {
    this.facts = facts;
    this.portrait = new ColumnPortrait(facts);
    this.depthMax = depthMax;
    this.columnsMax = columnsMax;
  }

  /// Walks from these columns, against the data or with it. May be called for both.
  void go(Collection<Node> starts, boolean upstream) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Place> queue = new ArrayDeque<>();
    for (Node start : starts) {
      if (show(start) && seen.add(start)) {
        queue.add(new Place(start, 0));
      }
    }
    while (!queue.isEmpty()) {
      Place place = queue.remove();
      Set<Node> next = upstream ? portrait.sources(place.column()) : results(place.column());
      if (place.depth() == depthMax) {
        isTruncated |= !seen.containsAll(next);
        continue;
      }
      for (Node column : next) {
        if (!show(column)) {
          continue;
        }
        connect(upstream ? column : place.column(), upstream ? place.column() : column);
        if (seen.add(column)) {
          queue.add(new Place(column, place.depth() + 1));
        }
      }
    }
  }

  /// What was walked through.
  ///
  /// @param isCutBefore whether something was missing where it began
  ColumnView view(long position, boolean isCutBefore) {
    List<ColumnView.Column> columns = shown.stream().map(portrait::portray).toList();
    boolean isCapped =
        shown.stream()
            .map(portrait::datasetOf)
            .distinct()
            .anyMatch(dataset -> facts.has(dataset, Vocabulary.COLUMN_DERIVATIONS_CAPPED));
    boolean isCut = isTruncated || isCutBefore || isCapped || facts.isCut();
    return new ColumnView(columns, edges, isCut, position);
  }

  private boolean show(Node column) {
    if (!shown.contains(column) && shown.size() >= columnsMax) {
      isTruncated = true;
      return false;
    }
    shown.add(column);
    return true;
  }

  private void connect(Node from, Node to) {
    edges.add(new ColumnView.Edge(portrait.id(from), portrait.id(to)));
  }

  private Set<Node> results(Node column) {
    Set<Node> results = new LinkedHashSet<>(facts.subjects(Vocabulary.DERIVED_FROM_COLUMN, column));
    for (Node dataset : facts.subjects(Vocabulary.SHAPED_BY_COLUMN, column)) {
      results.addAll(facts.subjects(Vocabulary.COLUMN_OF, dataset));
    }
    return results;
  }
}
