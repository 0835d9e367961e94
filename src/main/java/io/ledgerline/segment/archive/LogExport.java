package io.ledgerline.segment.archive;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.SignedNote;
import io.ledgerline.segment.Segment;
import io.ledgerline.segment.SegmentStore;
import io.ledgerline.vault.hold.Hold;
import io.ledgerline.vault.hold.HoldStore;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an export is made of, a page at a time; tiles and bundles are those that strangers read.
///
/// Thread-safe; a Uni does nothing before it is subscribed to.
public final class LogExport {

  private static final int CHECKPOINTS_MAX = 1_000;

  private final Ledger ledger;
  private final Stores stores;
  private final long pageBytesMax;

  /// Where everything is kept.
  ///
  /// @param entries leaves and payloads
  /// @param origins what is kept of entries beside
  /// @param checkpoints what was published
  /// @param segments which segments are sealed
  /// @param holds legal holds
  public record Stores(
      EntryStore entries,
      EntryOrigin.Store origins,
      CheckpointStore checkpoints,
      SegmentStore segments,
      HoldStore holds) {}

  /// The exports of a log.
  ///
  /// @param pageBytesMax how many bytes of payload a page has; at least one entry
  public LogExport(Ledger ledger, Stores stores, long pageBytesMax) {
    this.ledger = ledger;
    this.stores = stores;
    this.pageBytesMax = pageBytesMax;
  }

  /// The whole log, up to the newest checkpoint; empty before the first.
  public Uni<Optional<Description>> ofLog() {
    return ledger
        .checkpoint()
        .map(
            newest ->
                newest.map(note -> new Description(ledger.genesis(), note, Optional.empty())));
  }

  /// A segment; empty if it is not sealed.
  public Uni<Optional<Description>> ofSegment(long number) {
    return stores
        .segments()
        .page(log(), number, 1)
        .chain(
            found ->
                ledger
                    .checkpoint()
                    .map(
                        note ->
                            found.stream()
                                .filter(segment -> segment.number() == number)
                                .findFirst()
                                .filter(kept -> note.isPresent())
                                .map(
                                    kept ->
                                        new Description(
                                            ledger.genesis(),
                                            note.orElseThrow(),
                                            Optional.of(kept)))));
  }

  /// Sealed segments from a number on.
  public Uni<List<Segment>> segments(long from, int countMax) {
    return stores.segments().page(log(), from, countMax);
  }

  /// Every legal hold.
  public Uni<List<Hold>> holds() {
    return stores.holds().all(log());
  }

  /// Checkpoints of at least this size, by size.
  public Uni<List<SignedNote>> checkpoints(long sizeMin) {
    return stores.checkpoints().page(log(), sizeMin, CHECKPOINTS_MAX);
  }

  /// Entries from an index on and before another, without gaps; perhaps not all of them, but one at
  /// least.
  ///
  /// @param before at most 256 behind `from`
  public Uni<List<ExportedEntry>> entries(long from, long before) {
    int countMax = (int) Math.min(TilePath.FULL_WIDTH, before - from);
    return stores
        .entries()
        .payloadRows(log(), from, countMax, pageBytesMax)
        .chain(
            rows ->
                stores
                    .origins()
                    .page(log(), from, from + rows.size())
                    .map(origins -> joined(from, rows, origins)));
  }

  private static List<ExportedEntry> joined(
      long from, List<PayloadRow> rows, List<EntryOrigin> origins) {
    List<ExportedEntry> entries = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).row().index() != from + i
          || i >= origins.size()
          || origins.get(i).index() != from + i) {
        throw new CorruptEntryException(
            "entry %d, or its identity, is missing".formatted(from + i));
      }
      entries.add(ExportedEntry.of(rows.get(i), origins.get(i)));
    }
    return entries;
  }

  private LogId log() {
    return ledger.genesis().log();
  }
}
