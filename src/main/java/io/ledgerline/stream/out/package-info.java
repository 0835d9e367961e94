/// What the ledger says, on topics of Kafka: [KafkaOutlet] has [EntryFeed] tell of every entry, and
/// [GraphFeed] of what each of them changed in the lineage graph, as RDF Patch.
///
/// Where a feed stands is on its topic: it goes on after the last record that is committed there.
/// Of several replicas one publishes at a time, under a [Lease]; the broker refuses whoever thinks
/// so in error, because the next one took over its transactions ([Session]). Neither intake nor
/// projection waits for any of it: both feeds read the ledger on threads of their own.
///
/// Must not know what an event means, nor how entries become quads.
package io.ledgerline.stream.out;
