package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Full tiles of one log, as they are kept; one that is missing is made anew from what it was made
/// of.
///
/// Thread-safe.
final class KeptTiles {

  private static final Logger LOG = System.getLogger(KeptTiles.class.getName());
  private static final int WIDTH = TilePath.FULL_WIDTH;
  private static final int READS_AT_ONCE = 8;

  private final LogId log;
  private final HashTree.Leaves leaves;
  private final TileStore store;
  private final Function<TilePath.Hashes, Optional<Tile>> memory;
  private final KeptBundles bundles;

  /// Knows them.
  ///
  /// @param memory knows the tiles that are not kept yet, and those of the right edge
  KeptTiles(
      LogId log,
      HashTree.Leaves leaves,
      TileStore store,
      Function<TilePath.Hashes, Optional<Tile>> memory) {
    this.log = log;
    this.leaves = leaves;
    this.store = store;
    this.memory = memory;
    this.bundles = new KeptBundles(log, leaves, store, this::tile);
  }

  /// The size up to which tiles need not be made: the one that was noted, if the last tiles below
  /// it are there, else 0.
  Uni<Long> present(long noted) {
    long size = noted - noted % WIDTH;
    List<TilePath> last = new ArrayList<>();
    for (int level = 0; TilePath.Hashes.count(level, size) >= WIDTH; level++) {
      long count = TilePath.Hashes.count(level, size) / WIDTH;
      last.add(new TilePath.Hashes(level, count - 1, WIDTH));
    }
    if (last.isEmpty()) {
      return Uni.createFrom().item(0L);
    }
    last.add(new TilePath.Entries(size / WIDTH - 1, WIDTH));
    return Multi.createFrom()
        .iterable(last)
        .onItem()
        .transformToUniAndConcatenate(path -> store.read(log, path))
        .collect()
        .asList()
        .map(found -> found.stream().allMatch(Optional::isPresent) ? size : 0L);
  }

  /// The hashes behind the last full tile of each level of a tree.
  ///
  /// @param size a multiple of 256, up to which tiles are kept
  Uni<List<List<Digest>>> edges(long size) {
    int levels =
        (int) IntStream.range(0, 8).filter(l -> TilePath.Hashes.count(l, size) > 0).count();
    return Multi.createFrom()
        .range(0, levels)
        .onItem()
        .transformToUniAndConcatenate(level -> edge(level, size))
        .collect()
        .asList();
  }

  private Uni<List<Digest>> edge(int level, long size) {
    long end = TilePath.Hashes.count(level, size);
    if (level == 0 || end % WIDTH == 0) {
      return Uni.createFrom().item(List.of());
    }
    return roots(level - 1, end - end % WIDTH, end);
  }

  /// The tiles at these places, full or as wide as they are.
  Uni<Map<TilePath.Hashes, Tile>> tiles(List<TilePath.Hashes> paths) {
    return Multi.createFrom()
        .iterable(paths)
        .onItem()
        .transformToUniAndConcatenate(path -> tile(path).map(tile -> Map.entry(path, tile)))
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /// The tile at this place, full or as wide as it is.
  Uni<Tile> tile(TilePath.Hashes full) {
    return memory
        .apply(full)
        .map(tile -> Uni.createFrom().item(tile))
        .orElseGet(
            () ->
                store
                    .read(log, full)
                    .chain(
                        found ->
                            found
                                .map(bytes -> Uni.createFrom().item(parsed(full, bytes)))
                                .orElseGet(() -> remade(full))));
  }

  /// The bundle with this index and width.
  ///
  /// @param size of the log: whether the bundle is full in it
  Uni<Bytes> bundle(long index, int width, long size) {
    return bundles.read(index, width, size);
  }

  /// Keeps tiles: first the bundles of the lowest ones, then the tiles, level by level.
  Uni<Void> keep(Map<TilePath.Hashes, Tile> tiles) {
    TreeMap<Integer, TreeMap<Long, Tile>> byLevel = new TreeMap<>();
    tiles.forEach(
        (path, tile) ->
            byLevel.computeIfAbsent(path.level(), l -> new TreeMap<>()).put(path.index(), tile));
    return bundles
        .keep(byLevel.getOrDefault(0, new TreeMap<>()))
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(byLevel.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        level -> store.keep(log, bytes(level.getKey(), level.getValue())))
                    .onItem()
                    .ignoreAsUni());
  }

  private static Map<TilePath, Bytes> bytes(int level, Map<Long, Tile> tiles) {
    Map<TilePath, Bytes> bytes = new LinkedHashMap<>();
    tiles.forEach(
        (index, tile) ->
            bytes.put(new TilePath.Hashes(level, index, WIDTH), Bytes.owned(tile.toArray())));
    return bytes;
  }

  private Uni<Tile> remade(TilePath.Hashes full) {
    long from = full.index() * WIDTH;
    Uni<List<Digest>> hashes =
        full.level() == 0
            ? leaves.hashes(from, WIDTH)
            : roots(full.level() - 1, from, from + WIDTH);
    return hashes.chain(
        found -> {
          if (found.size() != WIDTH) {
            throw new CorruptEntryException("the store ends before " + full.text() + " is full");
          }
          Tile tile = Tile.of(found);
          return agreesWithTheLevelAbove(full, tile)
              .chain(
                  () -> {
                    LOG.log(Level.INFO, "{0} was missing and is made anew", full.text());
                    return store.keep(log, Map.of(full, Bytes.owned(tile.toArray())));
                  })
              .replaceWith(tile);
        });
  }

  /// The tile above, where it is at hand, remembers what the missing one was.
  private Uni<Void> agreesWithTheLevelAbove(TilePath.Hashes full, Tile tile) {
    TilePath.Hashes above = new TilePath.Hashes(full.level() + 1, full.index() / WIDTH, WIDTH);
    int position = (int) (full.index() % WIDTH);
    Optional<Tile> known = memory.apply(above);
    return (known.isPresent()
            ? Uni.createFrom().item(known)
            : store.read(log, above).map(found -> found.map(bytes -> parsed(above, bytes))))
        .invoke(
            found -> {
              if (found.isPresent()
                  && found.get().width() > position
                  && !found.get().hash(position).equals(tile.root())) {
                throw new CorruptEntryException(
                    "%s is missing, and the entries are no longer those that it was made of"
                        .formatted(full.text()));
              }
            })
        .replaceWithVoid();
  }

  private Uni<List<Digest>> roots(int level, long start, long end) {
    return Uni.join()
        .all(
            LongStream.range(start, end)
                .mapToObj(index -> tile(new TilePath.Hashes(level, index, WIDTH)).map(Tile::root))
                .toList())
        .usingConcurrencyOf(READS_AT_ONCE)
        .andFailFast();
  }

  private static Tile parsed(TilePath.Hashes full, Bytes bytes) {
    if (bytes.size() != WIDTH * Digest.SIZE_BYTES) {
      throw new CorruptEntryException(
          "%s is kept with %d bytes".formatted(full.text(), bytes.size()));
    }
    return Tile.parse(bytes.view());
  }
}
