package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Segments of the log, and copies of it.
public interface SegmentConfig {

  /// How often it is looked whether a segment is complete, to seal it.
  @WithDefault("PT1M")
  Duration sealInterval();

  /// How long one replica seals alone before it has to say so again.
  @WithDefault("PT2M")
  Duration leaseDuration();

  /// How many bytes of payload one page of an export has; at least one entry.
  @WithDefault("8388608")
  long exportPageBytesMax();
}
