package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;

/// How the stored log is hashed again, by itself or when asked.
public interface CheckConfig {

  /// How many threads hash, 1 to 64; each holds two pages of 4 MiB, or two entries.
  @WithDefault("1")
  int threads();
}
