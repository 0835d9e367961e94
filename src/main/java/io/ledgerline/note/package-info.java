/// Signed notes, keys and checkpoints, by the C2SP specifications signed-note, tlog-checkpoint and
/// tlog-proof.
///
/// [SigningKey] signs a [Checkpoint] into a [SignedNote]; a [VerifierKey] opens it again;
/// [InclusionFile] is the proof of one entry as a file. The text of a note counts only after a key
/// that the reader trusts has verified it. What witnesses add is in `cosignature`, who is trusted
/// in `policy`.
///
/// Must not know where checkpoints are kept or when they are made. Depends on `java.base` alone,
/// for Java 17.
package io.ledgerline.note;
