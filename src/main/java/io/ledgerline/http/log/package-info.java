/// The log as strangers read it: entries, payloads, proofs, the checkpoint, the key.
///
/// Must not know what an event means.
package io.ledgerline.http.log;
