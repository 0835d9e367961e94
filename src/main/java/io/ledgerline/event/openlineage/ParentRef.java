package io.ledgerline.event.openlineage;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.Optional;

/// A run above the run of an event, with its job. It may never send an event of its own.
///
/// @param runId as it was written
/// @param jobNamespace of the job of that run
/// @param jobName of the job of that run
public record ParentRef(String runId, String jobNamespace, String jobName) {

  /// Reads `{run: {runId}, job: {namespace, name}}`; empty if one of the three is missing.
  static Optional<ParentRef> of(JsonObject json) {
    Optional<String> runId = json.object("run").flatMap(run -> run.string("runId"));
    Optional<JsonObject> job = json.object("job");
    Optional<String> namespace = job.flatMap(j -> j.string("namespace"));
    Optional<String> name = job.flatMap(j -> j.string("name"));
    if (runId.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ParentRef(runId.get(), namespace.get(), name.get()));
  }
}
