package io.ledgerline.lineage;

/// What a node of a view is.
public enum NodeType {
  /// A dataset; in an exact view, the versions of it that were met.
  DATASET,
  /// A version of a dataset, where versions and runs are shown one by one.
  DATASET_VERSION,
  /// A job, with the jobs that are united with it; in an exact view, the runs of it that were met.
  JOB,
  /// A run, where they are shown one by one, or its job is not known.
  RUN,
  /// A version of a model.
  MODEL_VERSION,
  /// An evaluation of a model version.
  EVALUATION,
  /// A decision.
  DECISION
}
