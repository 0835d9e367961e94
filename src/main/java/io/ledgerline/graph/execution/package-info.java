/// How a query is executed over the store: property paths walked breadth-first, and what a query
/// keeps in memory held against a budget.
///
/// [QueryExecutor] takes the place of the stock executor, wherever a query runs: at its top, within
/// EXISTS, GRAPH and sub-selects. [Budget] is what one query may keep.
///
/// Must not know what is asked, by whom, or what a node means.
package io.ledgerline.graph.execution;
