package io.ledgerline.wiring.vault;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where refused events are kept.
public interface QuarantineConfig {

  /// How many bytes of refused events are kept; the oldest go.
  @WithDefault("268435456")
  long bytesMax();

  /// How long a refused event is kept.
  @WithDefault("P30D")
  Duration ageMax();
}
