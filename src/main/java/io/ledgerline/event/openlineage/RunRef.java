package io.ledgerline.event.openlineage;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.Optional;

/// A run, as an event names it.
///
/// @param runId as it was written; a UUID from most producers, not from all
/// @param facets what is said of the run, by facet key; empty if nothing
public record RunRef(String runId, JsonObject facets) {

  /// The run that started this one, if the `parent` facet names a run and its job.
  public Optional<ParentRef> parent() {
    return facets.object("parent").flatMap(ParentRef::of);
  }

  /// The run at the top of the chain of parents, if the `parent` facet names it.
  public Optional<ParentRef> root() {
    return facets.object("parent").flatMap(facet -> facet.object("root")).flatMap(ParentRef::of);
  }
}
