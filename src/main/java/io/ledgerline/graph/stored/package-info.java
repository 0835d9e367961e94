/// Reading a TDB2 store by the numbers under which it keeps nodes: what nobody asks to see is never
/// made a node, and nodes that lie together are read together.
///
/// [StoredLinks] looks up triples of the default graph, [StoredNodes] reads nodes. Both are for one
/// read transaction. They use public classes of TDB2 below its dataset, and only to read; whatever
/// they cannot read so, they read through TDB2.
///
/// Must not know what the graph says.
package io.ledgerline.graph.stored;
