package io.ledgerline.notify;

import java.util.Optional;
import java.util.OptionalLong;

/// How it stands with a webhook, as this replica knows.
///
/// @param name of it
/// @param next the index of the entry that comes next; what is before it was taken or not asked
///   for; empty until this replica has read its place
/// @param sent how many notices were taken since the start
/// @param failures how often in a row the newest notice was not taken
/// @param fault why the last attempt failed; empty if it did not
public record WebhookStatus(
    String name, OptionalLong next, long sent, int failures, Optional<String> fault) {}
