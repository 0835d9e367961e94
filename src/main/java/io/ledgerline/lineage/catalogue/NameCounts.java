package io.ledgerline.lineage.catalogue;

import io.ledgerline.lineage.catalogue.Named.Kind;
import java.util.List;
import java.util.Optional;

/// When names came: the entry that named each first.
public final class NameCounts {

  private final Names names;

  NameCounts(Names names) {
    this.names = names;
  }

  /// Of each job.
  public List<Long> jobs() {
    return entries(Kind.JOB);
  }

  /// Of each dataset.
  public List<Long> datasets() {
    return entries(Kind.DATASET);
  }

  /// Of each namespace of datasets.
  public List<Long> sources() {
    return names.namespaces(Kind.DATASET).values().stream().sorted().toList();
  }

  private List<Long> entries(Kind kind) {
    return names.all(kind, Optional.empty()).stream().map(Named::seq).sorted().toList();
  }
}
