package io.ledgerline.lineage;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// One node of a view.
///
/// @param id as a client may ask for it
/// @param type what it is
/// @param iri of it
/// @param namespace of its name; empty text if it has none
/// @param name within the namespace
/// @param version of a model version
/// @param members in an exact view the IRIs that are shown as this node: versions of a dataset, or
///   runs of a job
/// @param fields of a dataset, as far as its newest schema says
/// @param entries positions of the entries that first named the IRIs that are shown as this node
public record LineageNode(
    String id,
    NodeType type,
    String iri,
    String namespace,
    String name,
    Optional<String> version,
    NavigableSet<String> members,
    List<Field> fields,
    NavigableSet<Long> entries) {

  /// A column.
  public record Field(String name, String type) {}

  /// Copies the collections.
  public LineageNode {
    members = new TreeSet<>(members);
    fields = List.copyOf(fields);
    entries = new TreeSet<>(entries);
  }
}
