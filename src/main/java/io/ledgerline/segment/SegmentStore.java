package io.ledgerline.segment;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Where it is kept which segments are sealed. The truth is their entries.
///
/// Every method may be called on any thread, does nothing before it is subscribed to, and fails
/// when the store does not answer.
public interface SegmentStore {

  /// Keeps a segment; one that is kept already stays.
  Uni<Void> keep(LogId log, Segment segment);

  /// Sealed segments from a number on, in their order.
  Uni<List<Segment>> page(LogId log, long from, int countMax);

  /// How many segments are sealed: the number of the next one.
  Uni<Long> count(LogId log);
}
