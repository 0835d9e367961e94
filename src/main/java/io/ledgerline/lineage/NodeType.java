package io.ledgerline.lineage;

/// What a node of a view is.
public enum NodeType {
  /// A dataset; in an exact view, the versions of it that were met.
  DATASET,
  /// A job, with the jobs that are united with it; in an exact view, the runs of it that were met.
  JOB,
  /// A run of no known job.
  RUN,
  /// A version of a model.
  MODEL_VERSION,
  /// An evaluation of a model version.
  EVALUATION,
  /// A decision.
  DECISION
}
