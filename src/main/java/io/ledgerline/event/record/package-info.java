/// Records about AI, sent as CloudEvents 1.0: what model there is, how it was evaluated, what it
/// decided, and what people did about it; which systems there are, and what happens to them.
///
/// [CloudEventReader] reads the envelope in structured and binary mode; [RecordReader] checks the
/// data against the JSON Schema of its kind (`ontology/schemas`) and reads it into an [AiRecord].
/// Fields: `docs/reference/records.md`.
///
/// Must not know whether what a record refers to exists: links are resolved in the graph.
package io.ledgerline.event.record;
