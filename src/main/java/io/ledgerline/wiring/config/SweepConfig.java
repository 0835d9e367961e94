package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the stored log is hashed again by itself.
public interface SweepConfig {

  /// Whether it is.
  @WithDefault("true")
  boolean scheduled();

  /// Between two sweeps.
  @WithDefault("P1D")
  Duration interval();

  /// Between two sweeps of everything; the others take what is new.
  @WithDefault("P30D")
  Duration fullInterval();

  /// How many ranges of 16,384 entries that were verified before a sweep takes besides, at random.
  @WithDefault("64")
  int ranges();

  /// How many threads hash, in a sweep and in a check that is asked for; each holds two pages of 4
  /// MiB, or two entries.
  @WithDefault("1")
  int threads();

  /// How long one replica sweeps alone before it has to say so again.
  @WithDefault("PT5M")
  Duration leaseDuration();
}
