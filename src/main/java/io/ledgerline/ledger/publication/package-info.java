/// What lies between the signing of a checkpoint and its publication.
///
/// [Publication] is the port; [AtOnce] publishes what is signed. Must not know how a ledger signs,
/// nor who is asked.
package io.ledgerline.ledger.publication;
