/// OpenLineage 2-0-2 as producers really send it: run, dataset and job events.
///
/// [OpenLineageReader] reads JSON into a [LineageEvent]. Only what identifies nodes and orders
/// events is typed; a facet stays the [io.ledgerline.canon.JsonValue.JsonObject] that it was, under
/// its key. What is refused and what is accepted with a warning: `docs/reference/events.md`.
///
/// Must not know what a facet means to the graph, nor fetch a schema.
package io.ledgerline.event.openlineage;
