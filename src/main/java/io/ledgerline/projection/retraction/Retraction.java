package io.ledgerline.projection.retraction;

import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.RetractionTarget;

/// A retraction, and the entry that holds it.
///
/// @param index of the entry
/// @param target what it retracts
/// @param recordId names the record
/// @param by who retracts, as the record's actor is named
/// @param reason why
public record Retraction(
    long index, RetractionTarget target, String recordId, String by, String reason) {

  /// The retraction that an entry holds.
  public static Retraction of(long index, AiRecord.Retraction record) {
    return new Retraction(
        index, record.target(), record.envelope().recordId(), record.actor().id(), record.reason());
  }
}
