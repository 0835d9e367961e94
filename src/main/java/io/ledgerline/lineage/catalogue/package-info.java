/// What there is: jobs, datasets, their namespaces, runs and versions, by pages; and how many
/// events came when.
///
/// [Catalogue] keeps the names in memory and follows the graph; what it says of each is read from
/// the graph when it is asked for.
///
/// Must not know HTTP, JSON, nor how the graph came about.
package io.ledgerline.lineage.catalogue;
