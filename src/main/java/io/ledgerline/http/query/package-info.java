/// Questions over HTTP: lineage, runs, and the SPARQL endpoint.
///
/// [LineageQueryResource] and [RunResource] answer in the shapes that Marquez's clients read.
/// [SparqlResource] speaks the SPARQL 1.1 protocol; an answer goes to the client through a
/// [ResponseSink], part by part, and a failure after the first byte breaks the transfer.
///
/// Must not know how a query is guarded or run, nor how lineage is walked.
package io.ledgerline.http.query;
