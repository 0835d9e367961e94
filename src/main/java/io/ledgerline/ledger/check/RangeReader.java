package io.ledgerline.ledger.check;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.CheckpointStore.Stored;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.check.payload.ErasureReader;
import io.ledgerline.ledger.check.payload.Erasures;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/// Reads a range of entries and rehashes it on the calling thread, which waits for the store: the
/// next page is read while one is hashed, and no more than these two are in memory.
///
/// @param erasures tells which units an entry erased
/// @param tiles that are compared
/// @param rows tells what rows beside the entries repeat
/// @param detached the number of entries at the beginning that are not there to be read
/// @param onRehashed is told the number of entries of each page
record RangeReader(
    Genesis genesis,
    EntryStore entries,
    CheckpointStore checkpoints,
    ErasureReader erasures,
    Optional<TileComparison.Kept> tiles,
    RowsBeside rows,
    long detached,
    int findingsMax,
    LongConsumer onRehashed) {

  private static final int PAGE_ENTRIES = 2_000;

  /// Small pages die young: with larger ones the garbage collector copies more than is hashed.
  private static final long PAGE_BYTES = 4L << 20;

  /// How much a page is meant to have: less, so that hardly one has more than it may, because the
  /// store looks twice for the end of such a page.
  private static final long PAGE_BYTES_MEANT = PAGE_BYTES / 8 * 7;

  /// How pages are read and taken, with payloads or without.
  private interface Pages<T> {

    Uni<List<T>> read(long from, int countMax);

    /// How many to ask for behind this page.
    int countAfter(List<T> rows);

    long index(T row);

    void take(List<T> rows);
  }

  /// Rehashes the entries from `from` (inclusive) to `to` (exclusive) that are there.
  ///
  /// @param watched a size at which the state is noted; 0 for none
  /// @param isStopped ends it before the next page
  RangeResult rehash(
      long from, long to, boolean withPayloads, long watched, BooleanSupplier isStopped) {
    List<SignedNote> notes = new ArrayList<>();
    List<Finding> unreadable = new ArrayList<>();
    for (Stored stored : wait(checkpoints.stored(genesis.log(), from + 1, (int) (to - from)))) {
      if (stored.size() <= to) {
        read(stored, notes, unreadable);
      }
    }
    RangeRehash rehash =
        new RangeRehash(
            genesis,
            new Erasures(erasures),
            from,
            watched,
            notes,
            tiles.map(kept -> new TileComparison(kept, from)),
            rows,
            findingsMax);
    if (withPayloads) {
      readAll(new WithPayloads(rehash), from, to, isStopped);
    } else {
      readAll(new WithoutPayloads(rehash), from, to, isStopped);
    }
    return rehash.finish(to).with(unreadable);
  }

  private static void read(Stored stored, List<SignedNote> notes, List<Finding> unreadable) {
    try {
      notes.add(stored.signed());
    } catch (CorruptEntryException none) {
      unreadable.add(new Finding(OptionalLong.empty(), String.valueOf(none.getMessage())));
    }
  }

  private <T> void readAll(Pages<T> pages, long from, long to, BooleanSupplier isStopped) {
    CompletableFuture<List<T>> reading = page(pages, from, to, PAGE_ENTRIES);
    while (true) {
      List<T> rows = wait(reading);
      if (rows.isEmpty() || isStopped.getAsBoolean()) {
        return;
      }
      long next = pages.index(rows.getLast()) + 1;
      boolean isLast = next >= to;
      if (!isLast) {
        reading = page(pages, next, to, pages.countAfter(rows));
      }
      pages.take(rows);
      onRehashed.accept(rows.size());
      if (isLast) {
        return;
      }
    }
  }

  private static <T> CompletableFuture<List<T>> page(
      Pages<T> pages, long from, long to, int countMax) {
    return pages
        .read(from, (int) Math.min(to - from, countMax))
        .map(rows -> before(to, rows, pages::index))
        .subscribeAsCompletionStage();
  }

  private static <T> List<T> before(long to, List<T> rows, ToLongFunction<T> index) {
    int count = rows.size();
    while (count > 0 && index.applyAsLong(rows.get(count - 1)) >= to) {
      count--;
    }
    return rows.subList(0, count);
  }

  private static <T> T wait(Uni<T> uni) {
    return wait(uni.subscribeAsCompletionStage());
  }

  private static <T> T wait(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private final class WithPayloads implements Pages<PayloadRow> {

    private final RangeRehash rehash;

    WithPayloads(RangeRehash rehash) {
      this.rehash = rehash;
    }

    @Override
    public Uni<List<PayloadRow>> read(long from, int countMax) {
      return entries.payloadRows(genesis.log(), from, countMax, PAGE_BYTES);
    }

    @Override
    public int countAfter(List<PayloadRow> rows) {
      long bytes = rows.stream().mapToLong(PayloadRow::sizeBytes).sum();
      return Math.clamp(PAGE_BYTES_MEANT * rows.size() / Math.max(1, bytes), 1, PAGE_ENTRIES);
    }

    @Override
    public long index(PayloadRow row) {
      return row.row().index();
    }

    @Override
    public void take(List<PayloadRow> rows) {
      readErasures(rows);
      rehash.page(rows);
      rehash.takeErasures().forEach(this::readErased);
    }

    /// Reads what an entry erased: a backup may have brought it back.
    private void readErased(long erasure, UnitSet units) {
      SortedMap<Long, SortedSet<Integer>> left = units.byIndex().tailMap(detached);
      while (!left.isEmpty()) {
        int countMax = (int) Math.min(left.lastKey() - left.firstKey() + 1, PAGE_ENTRIES);
        List<PayloadRow> rows =
            RangeReader.wait(
                entries.payloadRows(genesis.log(), left.firstKey(), countMax, PAGE_BYTES));
        if (rows.isEmpty()) {
          return;
        }
        rows.forEach(row -> rehash.erased(row, erasure, units));
        left = left.tailMap(rows.getLast().row().index() + 1);
      }
    }

    /// Reads the entries that erased something of a page; they stand behind it.
    private void readErasures(List<PayloadRow> rows) {
      for (long erasure : rehash.erasures().missing(rows)) {
        RangeReader.wait(entries.payloadRows(genesis.log(), erasure, 1, PAGE_BYTES)).stream()
            .filter(row -> row.row().index() == erasure)
            .forEach(rehash.erasures()::take);
      }
    }
  }

  private final class WithoutPayloads implements Pages<EntryRow> {

    private final RangeRehash rehash;

    WithoutPayloads(RangeRehash rehash) {
      this.rehash = rehash;
    }

    @Override
    public Uni<List<EntryRow>> read(long from, int countMax) {
      return entries.rows(genesis.log(), from, countMax);
    }

    @Override
    public int countAfter(List<EntryRow> rows) {
      return PAGE_ENTRIES;
    }

    @Override
    public long index(EntryRow row) {
      return row.index();
    }

    @Override
    public void take(List<EntryRow> rows) {
      rehash.leaves(rows);
    }
  }
}
