package io.ledgerline.lineage.catalogue;

import java.time.Instant;
import java.util.Optional;

/// What is searched for.
///
/// @param text that the name or the namespace holds, in whatever case
/// @param kind jobs or datasets; empty for both
/// @param namespace in which; empty for all
/// @param before which it was last heard of
/// @param after which, or at which, it was last heard of
/// @param byTime the last heard of first, instead of by name
/// @param limit at most so many
public record SearchTerms(
    String text,
    Optional<Named.Kind> kind,
    Optional<String> namespace,
    Optional<Instant> before,
    Optional<Instant> after,
    boolean byTime,
    int limit) {}
