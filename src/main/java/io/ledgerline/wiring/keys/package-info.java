/// The keys of the service: what signs the log, where its seeds come from, and the command that
/// replaces them; what payloads are encrypted under, and whether that is what the database needs.
package io.ledgerline.wiring.keys;
