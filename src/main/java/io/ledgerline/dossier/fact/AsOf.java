package io.ledgerline.dossier.fact;

import java.time.Instant;

/// The checkpoint that a document rests on; it stands for the time of the document.
///
/// @param origin of the log
/// @param treeSize how many entries the checkpoint covers
/// @param rootHash 64 hexadecimal digits in lower case
/// @param time when the last of these entries was received, by the ledger's clock
public record AsOf(String origin, long treeSize, String rootHash, Instant time) {}
