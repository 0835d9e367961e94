/// Graphs that nobody stores: made when a query, or a reader of the graph store, names one.
///
/// [ComputedGraphs] makes them, [Composition] puts them beside those of the store.
///
/// Must not know what such a graph says.
package io.ledgerline.sparql.computed;
