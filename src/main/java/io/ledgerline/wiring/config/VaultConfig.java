package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be erased, and how it is found.
public interface VaultConfig {

  /// JSON pointers to values by which the entries of a person, or of a case, are found again: into
  /// an event, and into its `data`. Of an object or array every string and number below counts.
  @WithDefault("/subject")
  Optional<List<String>> subjectPointers();

  /// How often an erasure that could not be finished is tried again.
  @WithDefault("PT30S")
  Duration retryInterval();
}
