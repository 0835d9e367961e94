/// The ledger: entries in one durable order, the Merkle tree over them, and signed checkpoints.
///
/// [Ledger] is the entry point; [Sequencer] numbers what producers hand in, a batch at a time,
/// [CheckpointPublisher] signs, [PublishedLog] is what strangers see; the package `tile` keeps what
/// proofs are made of, the package `check` rehashes entries, payloads, checkpoints and tiles. What
/// is durable lies behind two ports, [EntryStore] and [CheckpointStore]; the head that the store
/// keeps is the truth about the order.
///
/// Must not know what an event means, how it arrived, or which database keeps it.
package io.ledgerline.ledger;
