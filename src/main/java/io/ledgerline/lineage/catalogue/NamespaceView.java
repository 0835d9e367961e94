package io.ledgerline.lineage.catalogue;

import java.time.Instant;
import java.util.Optional;

/// A namespace.
///
/// @param createdAt when what named anything in it first happened, by the producer's clock
public record NamespaceView(String name, Optional<Instant> createdAt) {}
