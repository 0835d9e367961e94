package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The keys that payloads are encrypted under.
public interface DataKeysConfig {

  /// Where they are kept; without it `datakeys` below the home directory. Replicas share it.
  Optional<Path> directory();

  /// What they are wrapped under, 64 hexadecimal digits; without it the file `keys/data-master.key`
  /// below the home directory.
  Optional<String> masterKey();

  /// What they were wrapped under before, while they are wrapped anew; without it the file
  /// `keys/data-master-previous.key`, if there is one.
  Optional<String> previousMasterKey();

  /// How many calendar months, UTC, the key of a period encrypts what no data subject is known of.
  @WithDefault("1")
  int periodMonths();

  /// How long a data subject's key encrypts before the subject gets another one.
  @WithDefault("PT1H")
  Duration subjectKeyAgeMax();

  /// Of how many data subjects the keys in use are kept in mind.
  @WithDefault("10000")
  int subjectsMax();

  /// How many keys are kept in memory for reading.
  @WithDefault("10000")
  int cachedKeysMax();

  /// How long a key is read with before its file is looked at again.
  @WithDefault("PT5M")
  Duration cacheAgeMax();

  /// How long after its last use a key is destroyed at the earliest.
  @WithDefault("PT5M")
  Duration destroyDelay();

  /// How often keys under which everything is erased are looked for.
  @WithDefault("PT1H")
  Duration sweepInterval();
}
