package io.ledgerline.wiring.config.people;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A key that verifies signatures on records.
public interface SignerConfig {

  /// The id of the actor that holds the private key.
  String actor();

  /// A file with the public key, in PEM.
  Path publicKeyFile();

  /// Since when it counts.
  Optional<Instant> from();

  /// Until when it counts.
  Optional<Instant> until();
}
