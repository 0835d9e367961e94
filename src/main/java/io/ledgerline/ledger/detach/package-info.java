/// Entries that are no longer here: [DetachedRange] is a segment that was taken out of the store,
/// whose leaf hashes stayed; [DetachedException] says so to whoever asks for one of its entries.
///
/// Must not know who takes a segment out, or where its archive is.
package io.ledgerline.ledger.detach;
