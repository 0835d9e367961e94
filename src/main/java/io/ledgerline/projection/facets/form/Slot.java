package io.ledgerline.projection.facets.form;

import java.util.Locale;

/// Where facets stand in an event.
public enum Slot {
  /// `run.facets`.
  RUN,
  /// `job.facets`.
  JOB,
  /// `facets` of a dataset.
  DATASET,
  /// `inputFacets` of a dataset that was read.
  INPUT,
  /// `outputFacets` of a dataset that was written.
  OUTPUT;

  /// Its name in IRIs, settings and the graph.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
