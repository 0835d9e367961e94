package io.ledgerline.event.record;

/// What a record says about another thing's name. Whether the thing is known shows in the graph.
///
/// In JSON: a record id is a string; everything else is an object `{namespace, name, version?}`.
public sealed interface Ref {

  /// A record of ours.
  ///
  /// @param recordId a UUID, in lower case
  record ById(String recordId) implements Ref {}

  /// One version of a model, dataset or other thing.
  record ByVersion(String namespace, String name, String version) implements Ref {}

  /// A model, dataset or other thing of which no version is said.
  record ByName(String namespace, String name) implements Ref {}
}
