/// Legal holds: what is under one is not erased, by nobody and by no schedule, until it is lifted.
///
/// [Holds] places and lifts them, each with an entry of the ledger; [HoldStore] keeps which are in
/// force.
///
/// Must not know why something would be erased.
package io.ledgerline.vault.hold;
