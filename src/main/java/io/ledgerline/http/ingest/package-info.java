/// Where producers send events: OpenLineage and CloudEvents.
///
/// [LineageResource], [LineageBatchResource] and [EventsResource] take raw bytes by [Bodies],
/// within [IngestSettings], and hand them to the intake; nothing parses them on the way.
///
/// Must not know what an event means.
package io.ledgerline.http.ingest;
