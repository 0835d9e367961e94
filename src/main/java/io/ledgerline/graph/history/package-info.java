/// What was so once: the graphs in which the store keeps since when a triple is so and until when
/// one was, and the store as it was at a position of the ledger.
///
/// A triple is so from the entry on that named the later of its two nodes first. Only where that is
/// not the case, and where a triple is so no more, one quad says which entry changed it. Why:
/// `docs/design/04-as-of.md`.
///
/// Must not know how an entry becomes triples.
package io.ledgerline.graph.history;
