package io.ledgerline.segment;

import io.ledgerline.merkle.Digest;

/// A sealed segment is kept in an archive, as an entry says.
///
/// @param archive the SHA-256 of the manifest of its export
/// @param erasedUnits how many of the segment's units the archive lacks
/// @param recordedBy the index of the entry
public record Announcement(Segment segment, Digest archive, long erasedUnits, long recordedBy) {}
