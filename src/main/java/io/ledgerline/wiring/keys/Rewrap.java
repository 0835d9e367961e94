package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.vault.keys.KeysUnavailableException;
import io.ledgerline.wiring.config.DataKeysConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/// Wraps every data key under a new master key, while the service is stopped. Broken off, it goes
/// on where it was when it is begun again; until it is done both master keys are there.
public final class Rewrap {

  private final DataKeysConfig config;
  private final SecureRandom random = new SecureRandom();

  /// Wraps the data keys of a configuration.
  public Rewrap(DataKeysConfig config) {
    this.config = config;
  }

  /// Makes the new master key, unless both are configured, wraps, and destroys the old one.
  ///
  /// @return what was done, for a person
  /// @throws CannotStartException if the home directory is in use, or a data key cannot be
  ///   unwrapped
  public String run(Path directory) {
    try (Home home = Home.open(directory)) {
      KeyFiles files = new KeyFiles(home.privateDirectory("keys"), random);
      boolean isConfigured = config.masterKey().isPresent();
      if (isConfigured && config.previousMasterKey().isEmpty()) {
        throw new CannotStartException(
            "ledgerline.data-keys.master-key is set: set the new one there, and the old one as "
                + "ledgerline.data-keys.previous-master-key");
      }
      if (!isConfigured && files.has(DataKeyFiles.CURRENT) && !files.has(DataKeyFiles.PREVIOUS)) {
        files.rename(DataKeyFiles.CURRENT, DataKeyFiles.PREVIOUS);
      }
      int count =
          DataKeyFiles.open(home.directory(), config, files, Clock.systemUTC(), random).rewrap();
      if (!isConfigured && files.has(DataKeyFiles.PREVIOUS)) {
        files.destroy(DataKeyFiles.PREVIOUS);
      }
      return isConfigured
          ? count + " data keys are wrapped under the new master key: the old one may go"
          : count
              + " data keys are wrapped under a new master key: back up "
              + files.path(DataKeyFiles.CURRENT);
    } catch (IllegalStateException | KeysUnavailableException failed) {
      throw new CannotStartException(
          "the data keys are not all wrapped anew, both master keys stay: " + failed.getMessage(),
          failed);
    }
  }
}
