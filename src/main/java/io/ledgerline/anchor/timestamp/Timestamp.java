package io.ledgerline.anchor.timestamp;

import java.time.Instant;

/// What a trusted authority says: the digest existed at this time.
///
/// @param time by the authority's clock
/// @param authority the subject of the certificate that signed it
/// @param serial the number of the timestamp, unique to the authority, decimal
public record Timestamp(Instant time, String authority, String serial) {}
