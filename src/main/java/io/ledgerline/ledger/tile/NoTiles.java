package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/// A store that keeps nothing: every tile is made from the entries when it is read. For a log whose
/// tiles cannot be trusted to be its own, and which is only read.
public final class NoTiles implements TileStore {

  /// Nothing is kept.
  public NoTiles() {}

  @Override
  public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Long> integrated(LogId log) {
    return Uni.createFrom().item(0L);
  }

  @Override
  public Uni<Void> integrated(LogId log, long size) {
    return Uni.createFrom().voidItem();
  }
}
