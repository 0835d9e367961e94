package io.ledgerline.wiring.witness;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Being a witness of other logs.
public interface WatchConfig {

  /// A trust policy whose `log` lines are the logs that are watched; without it none are, and this
  /// service is no witness.
  Optional<Path> logs();

  /// The name before our cosignatures, such as `example.org/witness`; without it the origin of our
  /// log and `/witness`.
  Optional<String> name();

  /// The largest submission, in bytes.
  @WithDefault("16384")
  int bodyBytesMax();
}
