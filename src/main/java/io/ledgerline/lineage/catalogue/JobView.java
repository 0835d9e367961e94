package io.ledgerline.lineage.catalogue;

import io.ledgerline.lineage.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job.
///
/// @param createdAt when what named it first happened, by the producer's clock
/// @param updatedAt when its latest run ended, or began; else `createdAt`
/// @param jobTypes as its producers write them
/// @param inputs datasets that it ever read, or declares to
/// @param outputs datasets that it ever wrote, or declares to
/// @param latestRuns the latest first
/// @param entries positions of the events that are about the job outside any run
/// @param truncated whether it has more runs than were compared, or more datasets than these
public record JobView(
    String namespace,
    String name,
    String iri,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    Optional<String> parent,
    List<String> jobTypes,
    List<RunView.Name> inputs,
    List<RunView.Name> outputs,
    List<RunView> latestRuns,
    List<Long> entries,
    boolean truncated) {

  /// Copies the lists.
  public JobView {
    jobTypes = List.copyOf(jobTypes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    latestRuns = List.copyOf(latestRuns);
    entries = List.copyOf(entries);
  }
}
