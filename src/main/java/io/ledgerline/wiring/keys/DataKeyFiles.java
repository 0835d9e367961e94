package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.vault.keys.DataKeys;
import io.ledgerline.vault.keys.KeySettings;
import io.ledgerline.vault.keys.MasterKeys;
import io.ledgerline.wiring.config.DataKeysConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Where data keys and master keys lie: as configured, or else below the home directory.
public final class DataKeyFiles {

  /// The file of the key that wraps.
  public static final String CURRENT = "data-master.key";

  /// The file of the one before, while there is one.
  public static final String PREVIOUS = "data-master-previous.key";

  /// Where the data keys lie below the home directory.
  public static final String DIRECTORY = "datakeys";

  private DataKeyFiles() {}

  /// The data keys as configured.
  ///
  /// @param files of the home directory's secrets
  /// @throws CannotStartException if a setting makes no sense
  public static DataKeys open(
      Path home, DataKeysConfig config, KeyFiles files, InstantSource clock, SecureRandom random) {
    return new DataKeys(
        config.directory().orElse(home.resolve(DIRECTORY)),
        masters(config, files),
        settings(config),
        clock,
        random);
  }

  /// The master keys as configured; the file is made where it is needed and missing.
  ///
  /// @throws CannotStartException if one is none
  public static MasterKeys masters(DataKeysConfig config, KeyFiles files) {
    byte[] current =
        config
            .masterKey()
            .map(text -> parse("ledgerline.data-keys.master-key", text))
            .orElseGet(() -> files.bytes(CURRENT));
    Optional<byte[]> previous =
        config
            .previousMasterKey()
            .map(text -> parse("ledgerline.data-keys.previous-master-key", text));
    if (previous.isEmpty() && files.has(PREVIOUS)) {
      previous = Optional.of(files.bytes(PREVIOUS));
    }
    return new MasterKeys(current, previous.map(List::of).orElse(List.of()));
  }

  private static KeySettings settings(DataKeysConfig config) {
    try {
      return new KeySettings(
          config.periodMonths(),
          config.subjectKeyAgeMax(),
          config.subjectsMax(),
          config.cachedKeysMax(),
          config.cacheAgeMax(),
          config.destroyDelay());
    } catch (IllegalArgumentException refused) {
      throw new CannotStartException("a setting cannot be used: " + refused.getMessage(), refused);
    }
  }

  private static byte[] parse(String setting, String digits) {
    try {
      byte[] bytes = HexFormat.of().parseHex(digits);
      if (bytes.length == MasterKeys.SIZE_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException noDigits) {
      // said below, without the digits
    }
    throw new CannotStartException(setting + " is not 64 hexadecimal digits");
  }
}
