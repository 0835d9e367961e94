package io.ledgerline.ledger;

import io.ledgerline.entry.Leaf;
import io.ledgerline.merkle.Digest;

/// One line of the ledger.
///
/// @param index its place, from 0
/// @param leaf what the Merkle tree commits to
/// @param chainHash chains it to the entry before it
public record StoredEntry(long index, Leaf leaf, Digest chainHash) {}
