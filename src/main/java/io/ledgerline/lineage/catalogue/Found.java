package io.ledgerline.lineage.catalogue;

import java.time.Instant;
import java.util.Optional;

/// What a search found.
///
/// @param updatedAt when it was last heard of, by the producer's clock
public record Found(Named named, Optional<Instant> updatedAt) {}
