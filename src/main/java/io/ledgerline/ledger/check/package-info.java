/// Verification of a whole log against what its store holds.
///
/// [LedgerVerification] is the entry point. Must not write, and must not trust what it reads.
package io.ledgerline.ledger.check;
