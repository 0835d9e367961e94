package io.ledgerline.stream;

/// What became of dead letters that were taken once more.
///
/// @param read how many were read
/// @param recorded how many of them became entries
/// @param known how many of them were entries already
/// @param refused how many of them were refused again, and are on the topic again
/// @param left how many were on the topic and are still to be read
public record Replayed(long read, long recorded, long known, long refused, long left) {}
