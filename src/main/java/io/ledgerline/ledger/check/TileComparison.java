package io.ledgerline.ledger.check;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.tile.Growth;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The tiles and bundles that are kept, against those that the entries give; behind a gap in the
/// entries nothing is compared.
///
/// For one page at a time.
final class TileComparison {

  private final LogId log;
  private final TileStore store;
  private final long published;
  private final Growth growth = new Growth(0, List.of());
  private final List<Bytes> bundle = new ArrayList<>();

  /// Begins with no entry.
  ///
  /// @param published how many entries a checkpoint covers: their tiles have to be there
  TileComparison(LogId log, TileStore store, long published) {
    this.log = log;
    this.store = store;
    this.published = published;
  }

  /// Takes the entries behind the last ones, and compares what they make full.
  Uni<List<Finding>> page(List<PayloadRow> rows) {
    Map<TilePath, Bytes> expected = new LinkedHashMap<>();
    for (PayloadRow stored : rows) {
      EntryRow row = stored.row();
      if (row.index() == growth.size()) {
        growth.append(Digest.ofLeaf(row.leaf().view()));
        bundle.add(row.leaf());
        if (bundle.size() == TilePath.FULL_WIDTH) {
          expected.put(
              new TilePath.Entries(row.index() / TilePath.FULL_WIDTH, TilePath.FULL_WIDTH),
              Bytes.owned(EntryBundle.render(bundle.stream().map(Bytes::view).toList())));
          bundle.clear();
        }
      }
    }
    growth.waiting().forEach((path, tile) -> expected.put(path, Bytes.owned(tile.toArray())));
    growth.kept(growth.waiting().keySet());
    return Multi.createFrom()
        .iterable(expected.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            tile -> store.read(log, tile.getKey()).map(kept -> fault(tile, kept)))
        .select()
        .where(Optional::isPresent)
        .map(Optional::orElseThrow)
        .collect()
        .asList();
  }

  private Optional<Finding> fault(Map.Entry<TilePath, Bytes> expected, Optional<Bytes> kept) {
    TilePath path = expected.getKey();
    if (kept.isEmpty()) {
      return path.isWithin(published)
          ? Optional.of(finding(path, "is missing; it is made anew from the entries when read"))
          : Optional.empty();
    }
    return kept.get().equals(expected.getValue())
        ? Optional.empty()
        : Optional.of(finding(path, "is not what the entries give"));
  }

  private static Finding finding(TilePath path, String what) {
    return new Finding(OptionalLong.empty(), path.text() + " " + what);
  }
}
