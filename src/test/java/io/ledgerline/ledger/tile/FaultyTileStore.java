package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A [TileStore] whose writes fail when told to, before they take effect or after it. Thread-safe.
public final class FaultyTileStore implements TileStore {

  private final TileStore store;
  private final AtomicInteger countdown = new AtomicInteger();
  private volatile boolean isAfter;

  /// A store that works, until told otherwise.
  public FaultyTileStore(TileStore store) {
    this.store = store;
  }

  /// The nth write from now on fails once.
  public void failOnce(int nth, boolean afterItTookEffect) {
    isAfter = afterItTookEffect;
    countdown.set(nth);
  }

  @Override
  public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
    return store.read(log, path);
  }

  @Override
  public Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles) {
    return write(() -> store.keep(log, tiles));
  }

  @Override
  public Uni<Long> integrated(LogId log) {
    return store.integrated(log);
  }

  @Override
  public Uni<Void> integrated(LogId log, long size) {
    return write(() -> store.integrated(log, size));
  }

  private Uni<Void> write(Supplier<Uni<Void>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (countdown.get() == 0 || countdown.decrementAndGet() > 0) {
                return work.get();
              }
              Uni<Void> failure =
                  Uni.createFrom().failure(new IOException("no space left on device"));
              return isAfter ? work.get().chain(() -> failure) : failure;
            });
  }
}
