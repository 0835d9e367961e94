package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What the log is called, fixed in its genesis entry, and which one it continues.
public interface LogConfig {

  /// The origin of the checkpoints: a name that nobody else uses, such as a domain and a path.
  /// Without it `ledgerline.invalid/` and 16 random hexadecimal digits.
  Optional<String> origin();

  /// What the IRIs of the graph start with, without a final slash. Without it `https://` and the
  /// origin.
  Optional<String> baseIri();

  /// How many entries a segment of a new log has, a power of two from 256 on; a log keeps what it
  /// was begun with.
  @WithDefault("1048576")
  long segmentSize();

  /// File with the last checkpoint of the log that this one continues, which could not go on under
  /// its name; the log records it.
  Optional<Path> continues();
}
