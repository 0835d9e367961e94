package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.tile.Growth;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The tiles of leaf hashes and the bundles that are kept of a range, against those that its
/// entries give; behind a gap in the entries nothing is compared.
///
/// For one thread at a time, which waits for the store.
final class TileComparison {

  private final Kept kept;
  private final List<Digest> hashes = new ArrayList<>();
  private final List<Bytes> bundle = new ArrayList<>();
  private final List<Digest> roots = new ArrayList<>();
  private final Map<TilePath, Bytes> expected = new LinkedHashMap<>();
  private long next;

  /// What is kept of a log.
  ///
  /// @param published how many entries a checkpoint covers: their tiles have to be there
  record Kept(LogId log, TileStore store, long published) {

    Optional<Finding> fault(TilePath path, Bytes expected) {
      Optional<Bytes> stored = store.read(log, path).await().indefinitely();
      if (stored.isEmpty()) {
        return path.isWithin(published)
            ? Optional.of(finding(path, "is missing; it is made anew from the entries when read"))
            : Optional.empty();
      }
      return stored.get().equals(expected)
          ? Optional.empty()
          : Optional.of(finding(path, "is not what the entries give"));
    }

    private static Finding finding(TilePath path, String what) {
      return new Finding(OptionalLong.empty(), path.text() + " " + what);
    }
  }

  /// Begins with no entry.
  ///
  /// @param from the first index of the range, which begins a tile
  TileComparison(Kept kept, long from) {
    this.kept = kept;
    this.next = from;
  }

  /// Takes the entry behind the last one.
  void entry(EntryRow row, Digest leafHash) {
    if (row.index() != next) {
      return;
    }
    next++;
    hashes.add(leafHash);
    bundle.add(row.leaf());
    if (hashes.size() == TilePath.FULL_WIDTH) {
      long index = row.index() / TilePath.FULL_WIDTH;
      Tile tile = Tile.of(hashes);
      expected.put(
          new TilePath.Entries(index, TilePath.FULL_WIDTH),
          Bytes.owned(EntryBundle.render(bundle.stream().map(Bytes::view).toList())));
      expected.put(new TilePath.Hashes(0, index, TilePath.FULL_WIDTH), Bytes.owned(tile.toArray()));
      roots.add(tile.root());
      hashes.clear();
      bundle.clear();
    }
  }

  /// What does not fit of all that became full since the last call.
  List<Finding> compare() {
    List<Finding> findings = new ArrayList<>();
    expected.forEach((path, bytes) -> kept.fault(path, bytes).ifPresent(findings::add));
    expected.clear();
    return findings;
  }

  /// The roots of the tiles that became full, in their order.
  List<Digest> roots() {
    return List.copyOf(roots);
  }

  /// The tiles above those of the leaf hashes, which several ranges share, against what the ranges
  /// give. As soon as a range is left out, nothing is compared any more: what was taken from these
  /// tiles has to give the root.
  ///
  /// For one thread at a time, which waits for the store.
  static final class Above {

    private final Kept kept;
    private final Growth growth = new Growth(0, List.of());

    /// Begins with no tile.
    Above(Kept kept) {
      this.kept = kept;
    }

    /// Takes the roots of a range's tiles; those behind a gap are passed over.
    ///
    /// @param from the first index of the range
    /// @return what does not fit of the tiles that became full
    List<Finding> join(long from, List<Digest> roots) {
      List<Finding> findings = new ArrayList<>();
      if (from / TilePath.FULL_WIDTH != growth.size()) {
        return findings;
      }
      roots.forEach(growth::append);
      growth
          .waiting()
          .forEach(
              (below, tile) -> {
                TilePath path =
                    new TilePath.Hashes(below.level() + 1, below.index(), below.width());
                kept.fault(path, Bytes.owned(tile.toArray())).ifPresent(findings::add);
              });
      growth.kept(growth.waiting().keySet());
      return findings;
    }
  }
}
