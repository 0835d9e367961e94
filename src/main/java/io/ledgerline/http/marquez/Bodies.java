package io.ledgerline.http.marquez;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.http.payload.Facets;
import io.ledgerline.http.payload.RawJson;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.DatasetView;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.lineage.column.ColumnView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Jobs, runs and datasets in the shapes that Marquez's web UI reads. What is not known is `null`.
final class Bodies {

  /// A name in a namespace.
  record Id(String namespace, String name) {}

  /// A version of something.
  record VersionId(String namespace, String name, String version) {}

  /// A version that a run read or wrote.
  record UsedVersion(VersionId datasetVersionId, Map<String, RawJson> facets) {}

  /// A column.
  record Field(String name, String type, List<String> tags, Optional<String> description) {}

  /// What a column came from.
  record InputField(
      String namespace,
      String dataset,
      String field,
      Optional<String> transformationDescription,
      Optional<String> transformationType) {}

  /// Where a column came from.
  record ColumnSources(
      String name,
      List<InputField> inputFields,
      Optional<String> transformationDescription,
      Optional<String> transformationType) {}

  /// A run.
  record Run(
      String id,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      Optional<String> nominalStartTime,
      Optional<String> nominalEndTime,
      String state,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<Long> durationMs,
      Map<String, String> args,
      Optional<VersionId> jobVersion,
      List<UsedVersion> inputDatasetVersions,
      List<UsedVersion> outputDatasetVersions,
      Map<String, RawJson> facets) {}

  /// A job.
  ///
  /// @param latestRuns `null` where there are none: the UI takes the longest of those there are
  record Job(
      Id id,
      String type,
      String name,
      String simpleName,
      Optional<String> parentJobName,
      Optional<String> parentJobUuid,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      String namespace,
      List<Id> inputs,
      List<Id> outputs,
      Optional<String> location,
      Optional<String> description,
      Optional<Run> latestRun,
      @Nullable List<Run> latestRuns,
      List<String> tags,
      List<String> labels,
      Optional<String> currentVersion,
      Map<String, RawJson> facets,
      String iri,
      boolean truncated) {}

  /// A dataset, or a version of one.
  record Dataset(
      Object id,
      String type,
      String name,
      String physicalName,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt,
      String namespace,
      String sourceName,
      List<Field> fields,
      List<String> tags,
      Optional<Instant> lastModifiedAt,
      Optional<String> lastLifecycleState,
      Optional<String> description,
      Optional<String> currentVersion,
      @Nullable List<ColumnSources> columnLineage,
      Map<String, RawJson> facets,
      boolean deleted,
      Optional<String> version,
      Optional<String> lifecycleState,
      Optional<Run> createdByRun,
      Optional<String> currentSchemaVersion,
      String iri) {}

  private Bodies() {}

  static Run run(RunView run, Facets facets) {
    Optional<Instant> begun = run.startedAt().or(run::firstEventTime);
    return new Run(
        run.runId(),
        run.firstEventTime(),
        run.endedAt().or(run::firstEventTime),
        facets.text("nominalTime", "nominalStartTime"),
        facets.text("nominalTime", "nominalEndTime"),
        run.state(),
        begun,
        run.endedAt(),
        run.endedAt().flatMap(end -> begun.map(start -> Duration.between(start, end).toMillis())),
        Map.of(),
        run.job().map(job -> new VersionId(job.namespace(), job.name(), run.runId())),
        run.inputs().stream().map(Bodies::used).toList(),
        run.outputs().stream().map(Bodies::used).toList(),
        facets.all());
  }

  private static UsedVersion used(RunView.Version version) {
    return new UsedVersion(
        new VersionId(version.dataset().namespace(), version.dataset().name(), version.version()),
        Map.of());
  }

  static Job job(JobView job, Facets facets, List<Run> runs) {
    String name = job.name();
    String processing = facets.text("jobType", "processingType").orElse("BATCH");
    return new Job(
        new Id(job.namespace(), name),
        processing.equals("STREAMING") ? "STREAM" : processing,
        name,
        job.parent()
            .filter(parent -> name.startsWith(parent + "."))
            .map(parent -> name.substring(parent.length() + 1))
            .orElse(name),
        job.parent(),
        Optional.empty(),
        job.createdAt(),
        job.updatedAt(),
        job.namespace(),
        ids(job.inputs()),
        ids(job.outputs()),
        facets.text("sourceCodeLocation", "url"),
        facets.text("documentation", "description"),
        runs.stream().findFirst(),
        runs.isEmpty() ? null : runs,
        facets.tags(),
        List.of(),
        runs.stream().findFirst().map(Run::id),
        facets.all(),
        job.iri(),
        job.truncated());
  }

  static Dataset dataset(DatasetView dataset, Facets facets) {
    return dataset(
        new Id(dataset.namespace(), dataset.name()),
        dataset,
        facets,
        dataset.version(),
        Optional.empty(),
        Optional.empty());
  }

  static Dataset version(DatasetView version, Facets facets, Optional<Run> createdBy) {
    String label = version.version().orElse("unknown");
    return dataset(
        new VersionId(version.namespace(), version.name(), label),
        version,
        facets,
        Optional.empty(),
        Optional.of(label),
        createdBy);
  }

  private static Dataset dataset(
      Object id,
      DatasetView dataset,
      Facets facets,
      Optional<String> currentVersion,
      Optional<String> version,
      Optional<Run> createdBy) {
    String kind = facets.text("datasetType", "datasetType").orElse("");
    Optional<String> lifecycle = facets.text("lifecycleStateChange", "lifecycleStateChange");
    return new Dataset(
        id,
        kind.equals("TOPIC") || kind.equals("STREAM") ? "STREAM" : "DB_TABLE",
        dataset.name(),
        dataset.name(),
        dataset.createdAt(),
        dataset.updatedAt(),
        dataset.namespace(),
        facets.text("dataSource", "name").orElse(dataset.namespace()),
        fields(dataset, facets),
        facets.tags(),
        dataset.updatedAt(),
        lifecycle,
        facets.text("documentation", "description"),
        currentVersion,
        dataset.columns().isEmpty()
            ? null
            : dataset.columns().stream().map(Bodies::sources).toList(),
        facets.all(),
        lifecycle.filter("DROP"::equals).isPresent(),
        version,
        lifecycle,
        createdBy,
        Optional.empty(),
        dataset.iri());
  }

  private static List<Field> fields(DatasetView dataset, Facets facets) {
    Map<String, String> descriptions = new TreeMap<>();
    for (JsonValue value :
        facets.facet("schema").map(facet -> facet.array("fields")).orElse(List.of())) {
      if (value instanceof JsonObject field) {
        field
            .string("description")
            .ifPresent(text -> descriptions.put(field.string("name").orElse(""), text));
      }
    }
    return dataset.fields().stream()
        .map(
            field ->
                new Field(
                    field.name(),
                    field.type(),
                    facets.tags(field.name()),
                    Optional.ofNullable(descriptions.get(field.name()))))
        .toList();
  }

  static ColumnSources sources(ColumnView.Column column) {
    List<InputField> inputs = column.sources().stream().map(Bodies::input).toList();
    return new ColumnSources(
        column.field(),
        inputs,
        Optional.empty(),
        inputs.stream().flatMap(input -> input.transformationType().stream()).findFirst());
  }

  /// A source, with what was done to it: `IDENTITY` where it was copied.
  static InputField input(ColumnView.Source source) {
    return new InputField(
        source.namespace(),
        source.dataset(),
        source.field(),
        Optional.empty(),
        Optional.of(
            source.transformations().isEmpty()
                ? "IDENTITY"
                : String.join(", ", source.transformations())));
  }

  static List<Id> ids(List<RunView.Name> names) {
    return names.stream().map(name -> new Id(name.namespace(), name.name())).toList();
  }
}
