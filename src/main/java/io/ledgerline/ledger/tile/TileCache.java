package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A store that remembers the tiles of another that were read or kept last, 8 KiB each. Bundles are
/// larger, and no proof needs them: they are not remembered.
///
/// Thread-safe.
public final class TileCache implements TileStore {

  private final TileStore store;
  private final Map<Key, Bytes> remembered;

  private record Key(LogId log, TilePath path) {}

  /// Remembers at most so many tiles of a store.
  public TileCache(TileStore store, int tilesMax) {
    this.store = store;
    this.remembered =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Bytes> eldest) {
            return size() > tilesMax;
          }
        };
  }

  @Override
  public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<Bytes> known = known(new Key(log, path));
              return known.isPresent()
                  ? Uni.createFrom().item(known)
                  : store
                      .read(log, path)
                      .invoke(found -> found.ifPresent(bytes -> remember(log, path, bytes)));
            });
  }

  @Override
  public Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles) {
    return store
        .keep(log, tiles)
        .invoke(() -> tiles.forEach((path, bytes) -> remember(log, path, bytes)));
  }

  @Override
  public Uni<Long> integrated(LogId log) {
    return store.integrated(log);
  }

  @Override
  public Uni<Void> integrated(LogId log, long size) {
    return store.integrated(log, size);
  }

  private synchronized Optional<Bytes> known(Key key) {
    return Optional.ofNullable(remembered.get(key));
  }

  private synchronized void remember(LogId log, TilePath path, Bytes bytes) {
    if (path instanceof TilePath.Hashes) {
      remembered.put(new Key(log, path), bytes);
    }
  }
}
