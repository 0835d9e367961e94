/// The tree of a log as tiles: what roots, proofs and strangers' requests are answered from, at a
/// cost that does not grow with the log.
///
/// [HashTree] is the entry point: it follows the entries, makes tiles and bundles of those that are
/// full, and proves from them; [TileStore] is the port behind which they are kept for ever, and
/// [TileFiles] keeps them as files.
///
/// Must not know who signs a root, what an entry means, or who asks.
package io.ledgerline.ledger.tile;
