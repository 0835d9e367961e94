/// The formats that are for ever: what is hashed, what is stored, what a producer gets back.
///
/// A [Payload] is the producer's accepted bytes, cut into [DataUnit]s that can be erased alone; a
/// [Commitment] is the digests over them; a [Leaf] is the small record that the tree commits to; a
/// [Receipt] opens the commitment for the producer. [Genesis] is the first payload of every log,
/// [Frame] puts attribute headers into the hash, [Identity] tells a repetition from news.
///
/// Byte for byte: `docs/reference/formats.md`. Must not know how an entry is stored, what an event
/// means, or who may read it. Depends on `java.base` alone, for Java 17.
package io.ledgerline.entry;
