/// Which columns columns came from, and which came from them: [ColumnLineage] walks from a column,
/// a dataset or a job into a [ColumnView].
///
/// Must not know HTTP, JSON, nor how the graph came about.
package io.ledgerline.lineage.column;
