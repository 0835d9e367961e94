package io.ledgerline.pg;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Partitions, each of a segment, two segments ahead of the head. The owner's function makes them;
/// this asks for them.
final class Segments {

  private final Queries queries;
  private final Map<LogId, Long> sizes = new ConcurrentHashMap<>();
  private final Map<LogId, Long> newestEntered = new ConcurrentHashMap<>();

  Segments(Queries queries) {
    this.queries = queries;
  }

  /// Makes what is missing ahead of the head.
  Uni<Void> open(LogId log) {
    return queries.rows("SELECT ledger.open_segments($1)", log.value()).replaceWithVoid();
  }

  /// Learns how many entries a segment of the log has.
  void opened(Genesis genesis) {
    sizes.put(genesis.log(), genesis.segmentSize());
  }

  /// The log has this entry now: when it is in a new segment, the ones ahead are made. Should that
  /// fail, the next append asks again.
  Uni<Void> entered(LogId log, long index) {
    long segment = index / sizes.getOrDefault(log, Genesis.SEGMENT_SIZE);
    Long before = newestEntered.put(log, segment);
    if (before == null || before >= segment) {
      return Uni.createFrom().voidItem();
    }
    return open(log)
        .onFailure()
        .invoke(() -> newestEntered.put(log, before))
        .onFailure()
        .recoverWithNull();
  }
}
