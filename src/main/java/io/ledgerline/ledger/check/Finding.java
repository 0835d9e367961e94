package io.ledgerline.ledger.check;

import java.util.OptionalLong;

/// One thing that is wrong with a log.
///
/// @param index of the entry; empty where it is about the head or a checkpoint
/// @param what in words for a person
public record Finding(OptionalLong index, String what) {}
