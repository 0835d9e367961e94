package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long payloads are kept.
public interface RetentionConfig {

  /// Whether what is past its limit is erased by itself.
  @WithDefault("true")
  boolean scheduled();

  /// Between two runs.
  @WithDefault("PT1H")
  Duration interval();

  /// How long an entry of the class `log` is kept after its receipt: events, decisions, oversight.
  @WithDefault("P183D")
  Duration logLimit();

  /// How long an entry of the class `documentation` is kept after its receipt.
  @WithDefault("P3653D")
  Duration documentationLimit();

  /// How long a refused event is kept in the quarantine.
  @WithDefault("P30D")
  Duration refusedLimit();

  /// How many bytes of refused events are kept in the quarantine; the oldest go.
  @WithDefault("268435456")
  long refusedBytesMax();

  /// How many entries one erasure entry of a run takes, 1 to 1000.
  @WithDefault("500")
  int pageEntries();

  /// How long one replica runs alone before it has to say so again.
  @WithDefault("PT1M")
  Duration leaseDuration();
}
