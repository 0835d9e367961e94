/// The RDF store: the only package that knows TDB2, and the words that everything in it is said in.
///
/// [LineageGraph] opens a directory, reads and writes it; [Cursor] says up to which ledger entry it
/// goes, in the same transaction as what those entries say. [Vocabulary] has our terms and
/// [Standard] those of others, [Iris] makes every IRI, [Literals] every typed value.
///
/// A graph is a cache of the ledger: whatever is wrong with it, it can be deleted and filled again.
/// Must not know what an event is, nor who follows the ledger.
package io.ledgerline.graph;
