/// Talks to a running service, and makes its answers readable.
///
/// [Connection] sends and waits where the service asks for it, [Answer] is what came back;
/// [LineageTree] and [ResultTable] turn answers into text; [Terminal] is where a person reads it.
///
/// Must not know which command it serves.
package io.ledgerline.cli.client;
