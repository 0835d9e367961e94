package io.ledgerline.segment;

import io.ledgerline.merkle.Digest;

/// A sealed segment.
///
/// @param number from 0
/// @param first the index of its first entry
/// @param last the index of its last entry
/// @param root the hash of its perfect subtree
/// @param chainHash that of its last entry
/// @param sealedBy the index of the entry that says all this
public record Segment(
    long number, long first, long last, Digest root, Digest chainHash, long sealedBy) {}
