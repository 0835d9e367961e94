/// Detached signatures on events, by people or whatever acts for them: DSSE and JWS.
///
/// [SignatureReader] finds what an event carries, [SignerKeys] says what is to be thought of it.
/// What is signed are bytes as they were received: nothing is rendered anew here.
///
/// Must not know what an event says, nor what follows from a signature.
package io.ledgerline.signature;
