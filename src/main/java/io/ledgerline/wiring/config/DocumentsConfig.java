package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Documents and bundles.
public interface DocumentsConfig {

  /// How long a request waits for the graph to follow the ledger.
  @WithDefault("PT5S")
  Duration waitMax();

  /// When to come again after that.
  @WithDefault("PT2S")
  Duration retryAfter();

  /// How many dataset versions are followed upstream; a model that rests on more gets no document.
  @WithDefault("10000")
  int versionsMax();

  /// How many decisions a bundle holds: the newest.
  @WithDefault("1000")
  int decisionsMax();
}
