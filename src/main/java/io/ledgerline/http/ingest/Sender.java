package io.ledgerline.http.ingest;

import io.ledgerline.access.Caller;

/// Who sends a body, and as what.
///
/// @param door `openlineage`, `openlineage-batch`, `cloudevents` or `cloudevents-batch`
record Sender(Caller caller, String door) {}
