/// Accepted bytes, read back: what a follower of the ledger starts from.
///
/// [StoredEvents] reads a payload by the type of its leaf into a [StoredEvent]. Whatever a door
/// accepted can be read here, for ever: readers only widen.
///
/// Must not know how a payload is stored or framed.
package io.ledgerline.event.stored;
