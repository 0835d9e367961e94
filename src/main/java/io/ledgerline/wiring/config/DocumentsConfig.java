package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Documents and bundles.
public interface DocumentsConfig {

  /// Where documents and bundles are kept. Without it `documents` in the home directory; replicas
  /// should share one directory.
  Optional<Path> directory();

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
