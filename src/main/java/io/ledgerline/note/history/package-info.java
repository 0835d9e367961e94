/// The keys of a log over time: one after the other, each named by the one before it.
///
/// [KeyRotation] is a statement that both keys signed, [KeyHistory] the chain of them. Must not
/// know where a statement is kept. Carries no annotation: the verifier jar depends on `java.base`
/// alone.
package io.ledgerline.note.history;
