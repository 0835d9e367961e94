package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The tiles of the log.
public interface TilesConfig {

  /// Where full tiles and bundles are kept. Without it `tiles` in the home directory; replicas may
  /// share one directory.
  Optional<Path> directory();

  /// How many tiles are kept in memory, 8 KiB each.
  @WithDefault("512")
  int cacheTilesMax();
}
