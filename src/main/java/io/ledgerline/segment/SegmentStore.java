package io.ledgerline.segment;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

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

  /// Keeps that an entry announces a segment's archive.
  Uni<Void> announce(LogId log, Announcement announced);

  /// Every archive that was announced, by segment.
  Uni<List<Announcement>> announcements(LogId log);

  /// How many units are erased from one index to another, both included.
  Uni<Long> erasedUnits(LogId log, long first, long last);

  /// The legal holds in force on any entry from one index to another, both included.
  Uni<List<UUID>> holds(LogId log, long first, long last);
}
