/// What came from what, and what rests on what: answers in nodes and edges, with limits.
///
/// [Lineage] starts at a [NodeId] and walks the graph, breadth first and iteratively, into a
/// [LineageView]; [Lineage#run] describes one run. Datasets and jobs are followed as they are
/// connected over all time; runs, dataset versions, model versions and decisions exactly, version
/// by version.
///
/// Must not know HTTP, JSON, nor how the graph came about.
package io.ledgerline.lineage;
