/// The log is hashed again by itself: [Sweeps] runs when one is due, and records what it found as
/// an entry, which the next one builds on.
///
/// Must not know how a log is hashed again (`ledger.check` does), nor what else a replica does for
/// all.
package io.ledgerline.sweep;
