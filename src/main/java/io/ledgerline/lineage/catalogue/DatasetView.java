package io.ledgerline.lineage.catalogue;

import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.column.ColumnView;
import io.ledgerline.lineage.lookup.SchemaFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A dataset, or one version of it.
///
/// @param createdAt of a dataset, when what named it first happened, by the producer's clock; of a
///   version, when it was written
/// @param updatedAt when the newest version, or this one, was written; else `createdAt`
/// @param version the run that wrote the newest version, or this one, or the name that its producer
///   gave it; empty if none is known
/// @param fields the columns at the top level
/// @param columns of which it is known where they came from; none for a version
/// @param createdBy the run that wrote the newest version, or this one
/// @param entries positions of the events about the dataset outside any run
public record DatasetView(
    String namespace,
    String name,
    String iri,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    Optional<String> version,
    List<SchemaFields.Field> fields,
    List<ColumnView.Column> columns,
    Optional<RunView> createdBy,
    List<Long> entries) {

  /// Copies the lists.
  public DatasetView {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    entries = List.copyOf(entries);
  }
}
