/// The rollback guard: what is known of a log outside of its store, compared with the store.
///
/// [RollbackGuard] compares, [Anchors] is the port to what is known. Must not know where that is
/// kept, nor how a ledger appends.
package io.ledgerline.ledger.guard;
