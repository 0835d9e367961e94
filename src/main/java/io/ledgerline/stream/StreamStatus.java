package io.ledgerline.stream;

import java.util.Optional;

/// How it stands with what is read from Kafka, counted since the start of this replica.
///
/// @param recorded records that became entries
/// @param known records that were entries already
/// @param refused records that went to the dead-letter topic
/// @param inFlight records that are being recorded now
/// @param lag records of the partitions of this replica that are not committed; as it was last seen
/// @param fault why nothing is taken at the moment
public record StreamStatus(
    long recorded, long known, long refused, int inFlight, long lag, Optional<String> fault) {}
