package io.ledgerline.assurance;

import java.util.Optional;

/// Which findings are asked for, newest first.
///
/// @param isOpen only those that are open, or only those that are closed
/// @param kind only those of this kind
/// @param subject only those about subjects whose first name is this: a producer's key, a dataset's
///   namespace
/// @param before only those of entries before this one
/// @param countMax so many at most
public record FindingFilter(
    Optional<Boolean> isOpen,
    Optional<String> kind,
    Optional<String> subject,
    long before,
    int countMax) {}
