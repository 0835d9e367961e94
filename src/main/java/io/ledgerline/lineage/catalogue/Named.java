package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Iris;
import org.apache.jena.graph.Node;

/// A job or a dataset, by its name.
///
/// @param seq the index of the entry that named it first
public record Named(Kind kind, String namespace, String name, long seq)
    implements Comparable<Named> {

  /// What it is.
  public enum Kind {
    /// A job.
    JOB,
    /// A dataset.
    DATASET
  }

  /// Its node in the graph.
  Node node(Iris iris) {
    return switch (kind) {
      case JOB -> iris.job(namespace, name);
      case DATASET -> iris.dataset(namespace, name);
    };
  }

  /// What a client calls it.
  public String id() {
    return switch (kind) {
      case JOB -> "job:" + namespace + ":" + name;
      case DATASET -> "dataset:" + namespace + ":" + name;
    };
  }

  @Override
  public int compareTo(Named other) {
    int order = namespace.compareTo(other.namespace);
    return order != 0 ? order : name.compareTo(other.name);
  }
}
