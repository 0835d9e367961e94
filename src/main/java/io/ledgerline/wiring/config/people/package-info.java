/// Settings about people: who may approve, and which keys they sign with.
///
/// Must not know who uses them.
package io.ledgerline.wiring.config.people;
