/// What a model version rests on, traced through the graph: records, data, runs, decisions.
///
/// [TraceReader] walks the graph within one read transaction and gives a [ModelTrace] of names,
/// counts and entry positions, in an order that does not depend on the store.
///
/// Must not read the ledger, and must not know what becomes of a trace.
package io.ledgerline.dossier.trace;
