/// Erasure of units, on request.
///
/// [Erasures] takes an [ErasureOrder], finds the units, refuses what is held, and has an erasure
/// entry written in whose transaction they go; [ErasureStore] keeps what was asked for until it is
/// done.
///
/// Must not know what an event means, or who may ask.
package io.ledgerline.vault.erasure;
