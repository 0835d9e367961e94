/// The SPARQL 1.1 protocol, whole graphs, statistics, and the queries that run.
package io.ledgerline.http.sparql;
