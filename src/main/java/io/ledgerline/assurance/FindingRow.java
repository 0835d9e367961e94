package io.ledgerline.assurance;

import io.ledgerline.event.system.Finding;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A finding as it is listed.
///
/// @param entry that opens it, and names it
/// @param openedAt when that was received
/// @param finding what it says
/// @param closedBy the entry that closes it; empty while it is open
/// @param closedAt when that was received
public record FindingRow(
    long entry,
    Instant openedAt,
    Finding finding,
    OptionalLong closedBy,
    Optional<Instant> closedAt) {}
