/// The read side of Marquez's API, as its web UI calls it: [JobsResource], [DatasetsResource],
/// [NamespacesResource], [SearchResource], [EventListResource], [StatisticsResource],
/// [ColumnLineageResource] and [RunFacetsResource]. What the graph does not hold is read from the
/// payloads of the ledger by `http.payload`. What would change or delete is refused ([Refusals]).
///
/// Must not know SQL, RDF, or how anything is stored.
package io.ledgerline.http.marquez;
