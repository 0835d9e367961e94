/// The guarded SPARQL endpoint: read-only questions over the lineage graph, with limits.
///
/// [SparqlProtocol] reads what a request asks, [QueryGuard] parses it and refuses what must not
/// run, [SparqlEndpoint] runs it on threads of its own and writes the answer to an [AnswerSink]. A
/// caller's mistake is a [Refusal], never an exception; an answer is whole or visibly broken off,
/// never cut short in silence. Nothing is ever fetched from elsewhere: no SERVICE, no remote graph,
/// no function that loads a class.
///
/// Must not know HTTP statuses, who asks, or how the graph is written.
package io.ledgerline.sparql;
