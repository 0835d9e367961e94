package io.ledgerline.wiring.tile;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.ledger.tile.TileCache;
import io.ledgerline.ledger.tile.TileFiles;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.wiring.LedgerlineConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// The tiles of the log as files, with a memory in front.
final class TileBeans {

  private static final int THREADS = 4;
  private static final String DIRECTORY = "tiles";

  TileBeans() {}

  @Produces
  @Singleton
  @Typed(TileFiles.class)
  TileFiles tileFiles(LedgerlineConfig config, InstantSource clock) {
    Path directory = config.tiles().directory().orElse(config.home().resolve(DIRECTORY));
    try {
      return TileFiles.in(directory, executor(), clock);
    } catch (IOException failed) {
      throw new CannotStartException("cannot keep tiles in " + directory + ": " + failed, failed);
    }
  }

  @Produces
  @Singleton
  @Typed(TileStore.class)
  TileCache tiles(TileFiles files, LedgerlineConfig config) {
    return new TileCache(files, config.tiles().cacheTilesMax());
  }

  /// Threads that wait for the disk.
  private static Executor executor() {
    return Executors.newFixedThreadPool(
        THREADS, Thread.ofPlatform().daemon().name("tiles-", 1).factory());
  }
}
