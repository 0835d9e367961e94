package io.ledgerline.event;

/// One thing that is wrong with an event, or, as a warning, odd about it.
///
/// @param pointer RFC 6901 pointer to the value that is wrong or missing; empty for the whole event
/// @param message what is expected, without the value found: a value may be a secret
public record Violation(String pointer, String message) {}
