package io.ledgerline.lineage.column;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Columns, and which came from which.
///
/// @param columns those that were asked for first
/// @param edges from a column to one that came from it; both ends are among the columns
/// @param truncated whether there is more than the depth or the limit let in, or more pairs were
///   named than the graph keeps
/// @param position the index of the last ledger entry that was taken into account
public record ColumnView(
    List<Column> columns, NavigableSet<Edge> edges, boolean truncated, long position) {

  /// A column.
  ///
  /// @param id what a client calls it
  /// @param version name of the newest version of the dataset; empty if none is known
  /// @param type as its producer writes it; empty if it is not known
  /// @param sources all that it came from, also those that are not among the columns of the view
  public record Column(
      String id,
      String iri,
      String namespace,
      String dataset,
      Optional<String> version,
      String field,
      String type,
      List<Source> sources) {

    /// Copies the sources.
    public Column {
      sources = List.copyOf(sources);
    }
  }

  /// What a column came from, and how.
  ///
  /// @param transformations as `DIRECT AGGREGATION` or `INDIRECT FILTER masked`; none for a copy
  public record Source(
      String id, String namespace, String dataset, String field, List<String> transformations) {

    /// Copies the transformations.
    public Source {
      transformations = List.copyOf(transformations);
    }
  }

  /// A step in the direction in which data goes, by ids.
  public record Edge(String origin, String destination) implements Comparable<Edge> {

    @Override
    public int compareTo(Edge other) {
      int order = origin.compareTo(other.origin);
      return order != 0 ? order : destination.compareTo(other.destination);
    }
  }

  /// Copies the lists.
  public ColumnView {
    columns = List.copyOf(columns);
    edges = Collections.unmodifiableNavigableSet(new TreeSet<>(edges));
  }
}
