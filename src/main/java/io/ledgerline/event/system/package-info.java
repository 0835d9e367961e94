/// What the system records of itself, through the same door as everybody's events.
///
/// A [SystemRecord] of each kind: [DocumentExport], [Erasure], [HoldPlaced], [HoldLifted],
/// [KeyRotated], [Continuation]. The formats are in `docs/reference/formats.md`.
///
/// Must not know who makes a record, or what a graph makes of it.
package io.ledgerline.event.system;
