package io.ledgerline.lineage.column;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.lineage.lookup.StartFinder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Answers which columns columns came from. Thread-safe; every answer is read within one
/// transaction, so it is of one position of the ledger.
public final class ColumnLineage {

  private final LineageGraph graph;
  private final Iris iris;
  private final OptionalLong asOf;

  /// Over a graph with these IRIs.
  public ColumnLineage(LineageGraph graph, Iris iris) {
    this(graph, iris, OptionalLong.empty());
  }

  private ColumnLineage(LineageGraph graph, Iris iris, OptionalLong asOf) {
    this.graph = graph;
    this.iris = iris;
    this.asOf = asOf;
  }

  /// The same, of the ledger as it stood once.
  ///
  /// @param position the index of the last entry that is taken into account; empty for all
  public ColumnLineage asOf(OptionalLong position) {
    return new ColumnLineage(graph, iris, position);
  }

  /// What was taken back since of what an answer would have been made of.
  public TakenBack takenBack() {
    return graph.read(store -> Snapshot.of(store, iris, asOf).takenBack());
  }

  /// The lineage of a column; of a dataset or one of its versions, that of all its columns; of a
  /// job, that of the columns of what it writes. A column is the same over all versions.
  ///
  /// @param depth steps from the start at most, 0 for the start alone
  /// @param limit columns at most, at least 1
  /// @return empty if the graph has no such column, dataset or job
  public Optional<ColumnView> around(NodeId id, int depth, boolean withDownstream, int limit) {
    return graph.read(
        store -> {
          Snapshot snapshot = Snapshot.of(store, iris, asOf);
          Facts facts = new Facts(snapshot.dataset(), iris, limit);
          return starts(facts, id)
              .map(
                  starts -> {
                    ColumnWalk walk = new ColumnWalk(facts, depth, limit);
                    walk.go(starts.columns(), true);
                    if (withDownstream) {
                      walk.go(starts.columns(), false);
                    }
                    return walk.view(snapshot.position(), starts.isCapped());
                  });
        });
  }

  /// Where a walk begins.
  ///
  /// @param isCapped whether more pairs were named of one of the datasets than are stored
  private record Starts(Set<Node> columns, boolean isCapped) {}

  private Optional<Starts> starts(Facts facts, NodeId id) {
    StartFinder finder = new StartFinder(facts);
    if (id.kind().equals("datasetField")) {
      return finder.column(id).map(column -> new Starts(Set.of(column), false));
    }
    return finder.find(id).flatMap(start -> columns(facts, start));
  }

  private Optional<Starts> columns(Facts facts, Node start) {
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
    return Optional.of(
        new Starts(
            columns,
            datasets.stream()
                .anyMatch(dataset -> facts.has(dataset, Vocabulary.COLUMN_DERIVATIONS_CAPPED))));
  }
}
