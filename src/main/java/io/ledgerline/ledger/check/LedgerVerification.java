package io.ledgerline.ledger.check;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.note.Checkpoint;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/// Rehashes the entries, payloads and checkpoints that are stored of a log, and trusts nothing of
/// it but the genesis.
///
/// Every payload against its leaf (a unit is gone if, and only if, an erasure entry names it),
/// every leaf against its hash, every hash against chain and tree, every checkpoint against the
/// tree and the log's key, the head against all of it, no entry behind the head, and the tiles and
/// bundles that are kept against the entries. Entries that are appended meanwhile are left to the
/// next run. Identities and batches are not read: nothing is proved by them. It reads a page at a
/// time and changes nothing.
public final class LedgerVerification {

  private static final int PAGE_ENTRIES = 2_000;
  private static final long PAGE_BYTES = 16L << 20;

  private final Genesis genesis;
  private final EntryStore entries;
  private final CheckpointStore checkpoints;
  private final ErasureReader erasures;
  private final int findingsMax;
  private final Optional<TileStore> tiles;

  /// Verifies a log.
  ///
  /// @param genesis known from elsewhere, or that of the open ledger
  /// @param erasures tells which units an entry erased: only those may be gone
  /// @param findingsMax how many findings are listed; the rest is counted
  public LedgerVerification(
      Genesis genesis,
      EntryStore entries,
      CheckpointStore checkpoints,
      ErasureReader erasures,
      int findingsMax) {
    this(genesis, entries, checkpoints, erasures, findingsMax, Optional.empty());
  }

  private LedgerVerification(
      Genesis genesis,
      EntryStore entries,
      CheckpointStore checkpoints,
      ErasureReader erasures,
      int findingsMax,
      Optional<TileStore> tiles) {
    this.genesis = genesis;
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.erasures = erasures;
    this.findingsMax = findingsMax;
    this.tiles = tiles;
  }

  /// The same, and the tiles too.
  ///
  /// @param kept what is on the disk itself: a memory of it would hide what was changed there
  public LedgerVerification with(TileStore kept) {
    return new LedgerVerification(
        genesis, entries, checkpoints, erasures, findingsMax, Optional.of(kept));
  }

  /// Verifies, when subscribed to; cancelling the subscription ends it.
  ///
  /// @param onProgress is told the number of entries rehashed so far, after each page
  public Uni<Verification> run(LongConsumer onProgress) {
    return Uni.createFrom()
        .deferred(() -> entries.head(genesis.log()))
        .chain(
            head ->
                comparison()
                    .chain(
                        comparison ->
                            pages(
                                new Rehash(genesis, new Erasures(erasures), findingsMax),
                                comparison,
                                head,
                                onProgress)));
  }

  /// What compares tiles: those that the newest checkpoint covers have to be there.
  private Uni<Optional<TileComparison>> comparison() {
    return checkpoints
        .newest(genesis.log())
        .map(
            newest ->
                tiles.map(
                    store ->
                        new TileComparison(
                            genesis.log(),
                            store,
                            newest
                                .flatMap(Rehash::checkpointOf)
                                .map(Checkpoint::size)
                                .orElse(0L))));
  }

  private Uni<Verification> pages(
      Rehash rehash, Optional<TileComparison> comparison, Head head, LongConsumer onProgress) {
    return Multi.createBy()
        .repeating()
        .uni(() -> page(rehash, comparison, head).invoke(() -> onProgress.accept(rehash.size())))
        .whilst(isRead -> isRead && rehash.size() < head.size())
        .collect()
        .last()
        .chain(() -> entries.head(genesis.log()))
        .chain(newest -> behind(rehash, newest))
        .chain(
            newest ->
                checkpoints
                    .newest(genesis.log())
                    .map(
                        note -> {
                          note.ifPresent(n -> rehash.beyond(n, newest.size()));
                          return rehash.finish(head);
                        }));
  }

  /// Looks for an entry at or behind the end. One that was appended after the head was read is
  /// before the end of the next head, and the search goes on there.
  ///
  /// @return the head that it ended with
  private Uni<Head> behind(Rehash rehash, Head newest) {
    return entries
        .rows(genesis.log(), newest.size(), 1)
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(newest)
                    : entries
                        .head(genesis.log())
                        .chain(head -> behind(rehash, head, rows.getFirst())));
  }

  private Uni<Head> behind(Rehash rehash, Head head, EntryRow row) {
    if (row.index() < head.size()) {
      return behind(rehash, head);
    }
    rehash.behind(row, head.size());
    return Uni.createFrom().item(head);
  }

  /// Rehashes one page, up to the head.
  ///
  /// @return whether there was one
  private Uni<Boolean> page(Rehash rehash, Optional<TileComparison> comparison, Head head) {
    long from = rehash.size();
    return entries
        .payloadRows(genesis.log(), from, PAGE_ENTRIES, PAGE_BYTES)
        .map(rows -> rows.stream().filter(row -> row.row().index() < head.size()).toList())
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(false)
                    : page(rehash, from, rows)
                        .chain(() -> compare(rehash, comparison, rows))
                        .replaceWith(true));
  }

  private Uni<Void> page(Rehash rehash, long from, List<PayloadRow> rows) {
    long size = rows.getLast().row().index() + 1;
    int countMax = (int) Math.min(size - from, Integer.MAX_VALUE);
    return erasuresOf(rehash, rows)
        .chain(() -> checkpoints.page(genesis.log(), from + 1, countMax))
        .invoke(notes -> rehash.page(rows, notes))
        .chain(() -> erased(rehash));
  }

  /// Reads what the erasures of a page erased: a backup may have brought it back.
  private Uni<Void> erased(Rehash rehash) {
    Uni<Void> read = Uni.createFrom().voidItem();
    for (Map.Entry<Long, UnitSet> erasure : rehash.takeErasures().entrySet()) {
      read = read.chain(() -> erased(rehash, erasure.getKey(), erasure.getValue(), 0));
    }
    return read;
  }

  private Uni<Void> erased(Rehash rehash, long erasure, UnitSet units, long from) {
    SortedMap<Long, SortedSet<Integer>> left = units.byIndex().tailMap(from);
    if (left.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    int countMax = (int) Math.min(left.lastKey() - left.firstKey() + 1, PAGE_ENTRIES);
    return entries
        .payloadRows(genesis.log(), left.firstKey(), countMax, PAGE_BYTES)
        .chain(
            rows -> {
              rows.forEach(row -> rehash.erased(row, erasure, units));
              return rows.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : erased(rehash, erasure, units, rows.getLast().row().index() + 1);
            });
  }

  /// Reads the entries that erased something of a page; they stand behind it.
  private Uni<Void> erasuresOf(Rehash rehash, List<PayloadRow> rows) {
    Uni<Void> read = Uni.createFrom().voidItem();
    for (long erasure : rehash.erasures().missing(rows)) {
      read =
          read.chain(() -> entries.payloadRows(genesis.log(), erasure, 1, PAGE_BYTES))
              .invoke(
                  found ->
                      found.stream()
                          .filter(row -> row.row().index() == erasure)
                          .forEach(rehash.erasures()::take))
              .replaceWithVoid();
    }
    return read;
  }

  private static Uni<Void> compare(
      Rehash rehash, Optional<TileComparison> comparison, List<PayloadRow> rows) {
    return comparison
        .map(tiles -> tiles.page(rows).invoke(rehash::found).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
