/// The one door: bytes and a caller in, an [Outcome] out.
///
/// [Intake] reads an event, gives it its identity, replaces the secrets in it, cuts it into units
/// and has the ledger number it. What a known caller sends and the door refuses is kept aside in
/// the [Quarantine].
///
/// Must not know the transport that an event came by, nor what a graph makes of it.
package io.ledgerline.intake;
