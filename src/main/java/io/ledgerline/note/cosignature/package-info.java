/// Cosignatures of witnesses under a checkpoint: version 1, Ed25519 with a time (C2SP
/// tlog-cosignature).
///
/// A [CosigningKey] cosigns, a [CosignerKey] verifies, a [Cosignature] is one that was verified.
///
/// Must not know how cosignatures are asked for, or how many are enough. Depends on `java.base`
/// alone, for Java 17.
package io.ledgerline.note.cosignature;
