package io.ledgerline.http.query;

import io.ledgerline.lineage.LineageNode;
import io.ledgerline.lineage.LineageView;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.DatasetView;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.lineage.catalogue.Page;
import io.ledgerline.projection.retraction.Retractions;
import java.time.Instant;
import java.util.Optional;

/// What is told of the node that a lineage starts at and not of the others: each of them would cost
/// as much. Marquez's UI shows it beside the picture of the lineage.
///
/// @param createdAt when what named it first happened
/// @param updatedAt when its latest run or version was last heard of
/// @param latestRun of a job
record StartDetails(
    Optional<Instant> createdAt, Optional<Instant> updatedAt, Optional<RunAnswer> latestRun) {

  /// Nothing, as of every other node.
  static final StartDetails NONE =
      new StartDetails(Optional.empty(), Optional.empty(), Optional.empty());

  /// Of the start of a lineage.
  ///
  /// @param catalogue as of what the lineage is
  static StartDetails of(Catalogue catalogue, LineageView view, Retractions retractions) {
    LineageNode start = view.nodes().getFirst();
    return switch (start.type()) {
      case JOB ->
          catalogue
              .job(start.namespace(), start.name(), 1)
              .map(found -> job(found, retractions))
              .orElse(NONE);
      case DATASET ->
          catalogue
              .dataset(start.namespace(), start.name())
              .map(StartDetails::dataset)
              .orElse(NONE);
      case DATASET_VERSION, RUN, MODEL_VERSION, EVALUATION, DECISION -> NONE;
    };
  }

  private static StartDetails job(Page<JobView> found, Retractions retractions) {
    JobView job = found.items().getFirst();
    Optional<RunView> latest = job.latestRuns().stream().findFirst();
    return new StartDetails(
        job.createdAt(), job.updatedAt(), latest.map(run -> RunAnswer.of(run, retractions)));
  }

  private static StartDetails dataset(Page<DatasetView> found) {
    DatasetView dataset = found.items().getFirst();
    return new StartDetails(dataset.createdAt(), dataset.updatedAt(), Optional.empty());
  }
}
