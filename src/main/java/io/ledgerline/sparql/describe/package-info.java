/// What the endpoint says of itself: its service description, statistics of what it serves (VoID),
/// and questions to start from.
///
/// [EndpointGraphs] makes these graphs. Must not know how a query is run, or how an answer is
/// written.
package io.ledgerline.sparql.describe;
