package io.ledgerline.segment;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store keeps of a log's segments, made of the entries alone: which are sealed, and which
/// archives of them were announced.
///
/// A seal counts if the entries before it give its root and its chain hash, an announcement if such
/// a seal precedes it. Of any other one there is no row: to say that something does not fit is the
/// sealing's, and the check's.
///
/// For one thread.
public final class RowsOfEntries {

  private final long segmentSize;
  private final List<End> ends = new ArrayList<>();
  private final SortedMap<Long, Segment> sealed = new TreeMap<>();
  private final List<Announcement> announced = new ArrayList<>();
  private Frontier begun = Frontier.EMPTY;

  /// Where a segment ends, by its entries.
  private record End(Digest root, Digest chainHash) {}

  /// Nothing yet.
  ///
  /// @param segmentSize how many entries a segment of the log has
  public RowsOfEntries(long segmentSize) {
    this.segmentSize = segmentSize;
  }

  /// Takes the next entry, from entry 0 on.
  public void next(Digest leafHash, Digest chainHash) {
    begun = begun.append(List.of(leafHash));
    if (begun.size() == segmentSize) {
      ends.add(new End(begun.root(), chainHash));
      begun = Frontier.EMPTY;
    }
  }

  /// Reads a payload; of most types it says nothing of segments.
  ///
  /// @param index the entry, which was the one taken last
  /// @param accepted what its leaf commits to
  public void says(long index, String leafType, Bytes accepted) {
    try {
      if (leafType.equals(SegmentSeal.TYPE)) {
        seal(index, SegmentSeal.parse(CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS)));
      } else if (leafType.equals(SegmentDetach.TYPE)) {
        detach(index, SegmentDetach.parse(CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS)));
      }
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      // Says nothing that is known here, as for the check.
    }
  }

  private void seal(long index, SegmentSeal seal) {
    if (seal.segment() >= ends.size()
        || seal.first() != seal.segment() * segmentSize
        || seal.last() != seal.first() + segmentSize - 1) {
      return;
    }
    End end = ends.get(Math.toIntExact(seal.segment()));
    if (seal.root().equals(end.root().toHex())
        && seal.chainHash().equals(end.chainHash().toHex())) {
      Segment segment =
          new Segment(
              seal.segment(), seal.first(), seal.last(), end.root(), end.chainHash(), index);
      sealed.putIfAbsent(segment.number(), segment);
    }
  }

  private void detach(long index, SegmentDetach detach) {
    Segment segment = sealed.get(detach.segment());
    if (segment != null
        && detach.first() == segment.first()
        && detach.last() == segment.last()
        && detach.root().equals(segment.root().toHex())) {
      announced.add(
          new Announcement(
              segment, Digest.parseHex(detach.archive()), detach.erasedUnits(), index));
    }
  }

  /// Keeps the rows of everything that was read. Waits for the store; what it has already stays.
  public void keepIn(SegmentStore store, LogId log) {
    sealed.values().forEach(segment -> store.keep(log, segment).await().indefinitely());
    announced.forEach(archive -> store.announce(log, archive).await().indefinitely());
  }
}
