/// The follower that turns the ledger into the lineage graph.
///
/// [Projector] reads entries in order and writes their quads with the cursor in one transaction, so
/// that each entry is in the graph exactly once; [Rebuild] fills a graph from nothing. What an
/// entry asserts is in `facts`, what follows from it in `derived`. The same entries give the same
/// graph, however they are cut into batches.
///
/// Must not know who reads the graph, nor what a producer may send: an entry that cannot be read is
/// noted in the graph as a projection error, and passed over.
package io.ledgerline.projection;
