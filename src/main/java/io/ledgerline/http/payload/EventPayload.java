package io.ledgerline.http.payload;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.openlineage.LineageEvent;

/// An OpenLineage event, and the text that it was read from.
///
/// @param text with `null` in the place of what was erased
public record EventPayload(long index, LineageEvent event, Bytes text) {

  /// A value of the event, as it was written.
  public RawJson raw(JsonValue value) {
    return new RawJson(text.slice(value.start(), value.end()).utf8());
  }
}
