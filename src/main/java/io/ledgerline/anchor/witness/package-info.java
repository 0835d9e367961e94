/// Witnesses of our log: each signed checkpoint is offered to them, and published with their
/// cosignatures (C2SP tlog-witness).
///
/// [WitnessedPublication] is what a ledger publishes by; a [WitnessFeed] talks to one witness,
/// through an [Exchange]; a [CosignatureStore] keeps what they answer.
///
/// Must not know how a ledger signs, nor which database keeps what.
package io.ledgerline.anchor.witness;
