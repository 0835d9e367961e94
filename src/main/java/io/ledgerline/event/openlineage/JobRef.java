package io.ledgerline.event.openlineage;

import io.ledgerline.canon.JsonValue.JsonObject;

/// A job, as an event names it.
///
/// @param namespace of the scheduler
/// @param name unique in the namespace; may hold any character
/// @param facets what is said of the job, by facet key; empty if nothing
public record JobRef(String namespace, String name, JsonObject facets) {}
