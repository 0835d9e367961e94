/// Looking things up in the graph within one read transaction: [Facts] with limits, and counted;
/// [StartFinder] for the node that a client means by a [NodeId].
///
/// Must not know how an answer is walked or laid out.
package io.ledgerline.lineage.lookup;
