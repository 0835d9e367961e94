package io.ledgerline.event.openlineage;

import io.ledgerline.canon.JsonValue.JsonObject;

/// A dataset, as an event names it.
///
/// @param namespace of the data source
/// @param name unique in the namespace; may hold any character
/// @param facets what is said of the dataset, by facet key; empty if nothing
/// @param ioFacets what is said of this reading (`inputFacets`) or writing (`outputFacets`) of it;
///   empty if nothing, and in a dataset event
public record DatasetUse(String namespace, String name, JsonObject facets, JsonObject ioFacets) {}
