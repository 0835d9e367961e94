package io.ledgerline.lineage.column;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.lineage.lookup.StartFinder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Answers which columns columns came from. Thread-safe; every answer is read within one
/// transaction, so it is of one position of the ledger.
public final class ColumnLineage {

  private final LineageGraph graph;
  private final Iris iris;

  /// Over a graph with these IRIs.
  public ColumnLineage(LineageGraph graph, Iris iris) {
    this.graph = graph;
    this.iris = iris;
  }

  /// The lineage of a column; of a dataset or one of its versions, that of all its columns; of a
  /// job, that of the columns of what it writes. A column is the same over all versions.
  ///
  /// @param depth steps from the start at most, 0 for the start alone
  /// @param limit columns at most, at least 1
  /// @return empty if the graph has no such column, dataset or job
  public Optional<ColumnView> around(NodeId id, int depth, boolean withDownstream, int limit) {
    return graph.read(
        dataset -> {
          Facts facts = new Facts(dataset, iris, limit);
          return starts(facts, id)
              .map(
                  starts -> {
                    ColumnWalk walk = new ColumnWalk(facts, depth, limit);
                    walk.go(starts, true);
                    if (withDownstream) {
                      walk.go(starts, false);
                    }
                    return walk.view(
                        Cursor.read(dataset).map(Cursor::position).orElse(Cursor.NOTHING));
                  });
        });
  }

  private Optional<Set<Node>> starts(Facts facts, NodeId id) {
    StartFinder finder = new StartFinder(facts);
    if (id.kind().equals("datasetField")) {
      return finder.column(id).map(Set::of);
    }
    return finder.find(id).flatMap(start -> columns(facts, start));
  }

  private Optional<Set<Node>> columns(Facts facts, Node start) {
    List<Node> datasets = new ArrayList<>();
    if (iris.names(start, "job").isPresent()) {
      datasets.addAll(facts.values(start, Vocabulary.WRITES));
    } else if (iris.names(start, "dataset").isPresent()) {
      datasets.add(iris.datasetOf(start).orElse(start));
    } else {
      return Optional.empty();
    }
    Set<Node> columns = new LinkedHashSet<>();
    datasets.forEach(dataset -> columns.addAll(facts.subjects(Vocabulary.COLUMN_OF, dataset)));
    return Optional.of(columns);
  }
}
