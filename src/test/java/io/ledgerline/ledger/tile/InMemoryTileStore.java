package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A [TileStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryTileStore implements TileStore {

  private final Map<LogId, TreeMap<String, Bytes>> tiles = new HashMap<>();
  private final Map<LogId, Long> sizes = new HashMap<>();

  @Override
  public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
    return Uni.createFrom().item(() -> Optional.ofNullable(tiles(log).get(path.text())));
  }

  @Override
  public Uni<Void> keep(LogId log, Map<TilePath, Bytes> kept) {
    return Uni.createFrom().voidItem().invoke(() -> keepNow(log, kept));
  }

  @Override
  public Uni<Long> integrated(LogId log) {
    return Uni.createFrom().item(() -> sizeNow(log));
  }

  @Override
  public Uni<Void> integrated(LogId log, long size) {
    return Uni.createFrom().voidItem().invoke(() -> noteNow(log, size));
  }

  /// Everything that is kept of a log, by its path.
  public synchronized SortedMap<String, Bytes> tiles(LogId log) {
    return new TreeMap<>(tiles.getOrDefault(log, new TreeMap<>()));
  }

  /// Puts something else where a tile was, as only a test can; nothing, if the bytes are empty.
  public synchronized void tamper(LogId log, String path, Optional<Bytes> bytes) {
    TreeMap<String, Bytes> kept = tiles.computeIfAbsent(log, l -> new TreeMap<>());
    bytes.ifPresentOrElse(other -> kept.put(path, other), () -> kept.remove(path));
  }

  private synchronized void keepNow(LogId log, Map<TilePath, Bytes> kept) {
    TreeMap<String, Bytes> before = tiles.computeIfAbsent(log, l -> new TreeMap<>());
    kept.forEach(
        (path, bytes) -> {
          Bytes known = before.putIfAbsent(path.text(), bytes);
          if (known != null && !known.equals(bytes)) {
            throw new CorruptEntryException("another " + path.text() + " is kept");
          }
        });
  }

  private synchronized long sizeNow(LogId log) {
    return sizes.getOrDefault(log, 0L);
  }

  private synchronized void noteNow(LogId log, long size) {
    sizes.put(log, size);
  }
}
