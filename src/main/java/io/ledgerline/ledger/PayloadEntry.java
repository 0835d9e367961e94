package io.ledgerline.ledger;

import io.ledgerline.entry.Payload;

/// An entry with its payload: what followers read.
///
/// @param entry the line of the ledger
/// @param payload the producer's accepted bytes
public record PayloadEntry(StoredEntry entry, Payload payload) {}
