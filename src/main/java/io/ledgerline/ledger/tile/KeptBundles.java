package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Full bundles of one log, as they are kept; one that is missing, or that is not full yet, is made
/// from the entries. What is made is first hashed and compared with the tile above it.
///
/// Thread-safe.
final class KeptBundles {

  private static final Logger LOG = System.getLogger(KeptBundles.class.getName());
  private static final int WIDTH = TilePath.FULL_WIDTH;
  private static final int BUNDLES_AT_ONCE = 8;

  private final LogId log;
  private final HashTree.Leaves leaves;
  private final TileStore store;
  private final Function<TilePath.Hashes, Uni<Tile>> tiles;

  /// Knows them.
  ///
  /// @param tiles knows the tiles above them
  KeptBundles(
      LogId log,
      HashTree.Leaves leaves,
      TileStore store,
      Function<TilePath.Hashes, Uni<Tile>> tiles) {
    this.log = log;
    this.leaves = leaves;
    this.store = store;
    this.tiles = tiles;
  }

  /// The bundle with this index and width.
  ///
  /// @param size of the log: whether the bundle is full in it
  Uni<Bytes> read(long index, int width, long size) {
    TilePath.Entries full = new TilePath.Entries(index, WIDTH);
    if (!full.isWithin(size)) {
      return made(index, width);
    }
    return store
        .read(log, full)
        .chain(
            found ->
                found
                    .map(bundle -> Uni.createFrom().item(bundle))
                    .orElseGet(() -> made(index, WIDTH).call(bundle -> remade(full, bundle))))
        .map(bundle -> prefix(full, bundle, width));
  }

  /// Keeps the bundles below tiles of the lowest level.
  Uni<Void> keep(SortedMap<Long, Tile> lowest) {
    return Multi.createFrom()
        .iterable(runs(lowest))
        .onItem()
        .transformToUniAndConcatenate(this::keepRun)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Bytes> made(long index, int width) {
    return tiles
        .apply(new TilePath.Hashes(0, index, WIDTH))
        .chain(tile -> leaves(index, List.of(tile.prefix(width))))
        .map(found -> render(found.getFirst()));
  }

  private Uni<Void> remade(TilePath.Entries full, Bytes bundle) {
    LOG.log(Level.INFO, "{0} was missing and is made anew", full.text());
    return store.keep(log, Map.of(full, bundle));
  }

  /// Neighbours, a few together: their entries are read at once.
  private static List<NavigableMap<Long, Tile>> runs(SortedMap<Long, Tile> tiles) {
    List<NavigableMap<Long, Tile>> runs = new ArrayList<>();
    for (Map.Entry<Long, Tile> tile : tiles.entrySet()) {
      NavigableMap<Long, Tile> last = runs.isEmpty() ? new TreeMap<>() : runs.getLast();
      if (last.isEmpty() || last.size() == BUNDLES_AT_ONCE || last.lastKey() != tile.getKey() - 1) {
        last = new TreeMap<>();
        runs.add(last);
      }
      last.put(tile.getKey(), tile.getValue());
    }
    return runs;
  }

  private Uni<Void> keepRun(NavigableMap<Long, Tile> run) {
    long first = run.firstKey();
    return leaves(first, List.copyOf(run.values()))
        .chain(
            found -> {
              Map<TilePath, Bytes> bundles = new LinkedHashMap<>();
              for (int i = 0; i < found.size(); i++) {
                bundles.put(new TilePath.Entries(first + i, WIDTH), render(found.get(i)));
              }
              return store.keep(log, bundles);
            })
        .onFailure(DetachedException.class)
        .recoverWithUni(gone -> keepBehind(gone.range(), run));
  }

  /// Nobody here can make bundles of entries that are detached; those behind them are made.
  private Uni<Void> keepBehind(DetachedRange gone, NavigableMap<Long, Tile> run) {
    NavigableMap<Long, Tile> rest = run.tailMap(gone.before() / WIDTH, true);
    return rest.isEmpty() ? Uni.createFrom().voidItem() : keepRun(rest);
  }

  /// The leaves below neighbouring tiles of the lowest level, after they were found to hash to
  /// them.
  private Uni<List<List<Bytes>>> leaves(long firstTile, List<Tile> tiles) {
    long from = firstTile * WIDTH;
    int count = tiles.stream().mapToInt(Tile::width).sum();
    return leaves
        .leaves(from, count)
        .map(
            found -> {
              List<List<Bytes>> byTile = new ArrayList<>();
              int at = 0;
              for (Tile tile : tiles) {
                for (int i = 0; i < tile.width(); i++) {
                  int leaf = at + i;
                  if (leaf >= found.size()
                      || !Digest.ofLeaf(found.get(leaf).view()).equals(tile.hash(i))) {
                    throw new CorruptEntryException(
                        "the leaf of entry %d is not the one in the tree".formatted(from + leaf));
                  }
                }
                byTile.add(found.subList(at, at + tile.width()));
                at += tile.width();
              }
              return byTile;
            });
  }

  private static Bytes prefix(TilePath.Entries full, Bytes bundle, int width) {
    if (width == WIDTH) {
      return bundle;
    }
    try {
      return Bytes.owned(EntryBundle.render(EntryBundle.parse(bundle.view()).subList(0, width)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new CorruptEntryException(full.text() + " is no bundle of 256 entries", malformed);
    }
  }

  private static Bytes render(List<Bytes> entries) {
    return Bytes.owned(EntryBundle.render(entries.stream().map(Bytes::view).toList()));
  }
}
