package io.ledgerline.http.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ledgerline.lineage.RunView;
import io.ledgerline.projection.retraction.Retractions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run as JSON: the shape that Marquez's clients read, and more beside it. What is not known is
/// left out.
///
/// @param state `NEW`, `RUNNING`, `COMPLETED`, `FAILED` or `ABORTED`
/// @param entries positions of the ledger entries that say something of the run
/// @param truncated whether there are more versions or entries than these
/// @param retracted entries that said something of the run and are retracted
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RunAnswer(
    String id,
    Optional<String> createdAt,
    Optional<String> updatedAt,
    String state,
    Optional<String> startedAt,
    Optional<String> endedAt,
    Optional<Long> durationMs,
    Map<String, String> args,
    Optional<RunView.Name> job,
    Optional<String> parentRunId,
    List<DatasetVersion> inputDatasetVersions,
    List<DatasetVersion> outputDatasetVersions,
    Map<String, String> facets,
    String iri,
    List<Long> entries,
    boolean truncated,
    List<RetractedEntry> retracted) {

  /// A dataset version that the run read or wrote.
  record DatasetVersion(DatasetVersionId datasetVersionId, Map<String, String> facets) {}

  /// Names a version.
  ///
  /// @param version the run that wrote it, the name that its producer gave it, or `unknown`
  record DatasetVersionId(String namespace, String name, String version) {}

  static RunAnswer of(RunView run, Retractions retractions) {
    Optional<Instant> begun = run.startedAt().or(run::firstEventTime);
    return new RunAnswer(
        run.runId(),
        run.firstEventTime().map(Instant::toString),
        run.endedAt().or(run::firstEventTime).map(Instant::toString),
        run.state(),
        run.startedAt().map(Instant::toString),
        run.endedAt().map(Instant::toString),
        run.endedAt().flatMap(end -> begun.map(start -> Duration.between(start, end).toMillis())),
        Map.of(),
        run.job(),
        run.parentRunId(),
        versions(run.inputs()),
        versions(run.outputs()),
        Map.of(),
        run.iri(),
        run.entries(),
        run.truncated(),
        RetractedEntry.of(run.retracted(), retractions));
  }

  private static List<DatasetVersion> versions(List<RunView.Version> versions) {
    return versions.stream()
        .map(
            version ->
                new DatasetVersion(
                    new DatasetVersionId(
                        version.dataset().namespace(), version.dataset().name(), version.version()),
                    Map.of()))
        .toList();
  }
}
