package io.ledgerline.wiring.keys;

import java.nio.file.Path;
import java.util.Optional;

/// The keys that sign checkpoints. A seed is 32 bytes, as 64 hexadecimal digits.
public interface KeysConfig {

  /// The seed itself, from the environment or another secret source.
  Optional<String> seed();

  /// A file with the seed, such as a mounted secret, readable by its owner alone; without both
  /// `keys/log.seed` below the home directory, made at the first start.
  Optional<Path> seedFile();

  /// The seed of the key that the log passes to: both sign while it is configured.
  Optional<String> nextSeed();

  /// A file with it; without both `keys/log-next.seed` below the home directory, if there is one.
  Optional<Path> nextSeedFile();
}
