package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// What is watched for, and for how long it is waited.
public interface AssuranceConfig {

  /// Between two looks at what is new.
  @WithDefault("PT5S")
  Duration interval();

  /// How many entries are read at once.
  @WithDefault("1000")
  int pageEntries();

  /// How long one replica reads alone before it has to say so again.
  @WithDefault("PT1M")
  Duration leaseDuration();

  /// How long a missing number of a producer may still come, and a heartbeat may be late.
  @WithDefault("PT5M")
  Duration grace();

  /// How many intervals a producer may send nothing before it counts as silent.
  @WithDefault("10")
  int silentAfter();

  /// The longest time between two events of a producer, by the id of its key or by `key/stream`.
  Map<String, Duration> intervals();

  /// How many streams of producers are watched.
  @WithDefault("10000")
  int streamsMax();

  /// How many streams of one producer are watched.
  @WithDefault("100")
  int streamsPerProducerMax();

  /// How many missing ranges of all streams are waited for.
  @WithDefault("3000")
  int rangesTotalMax();

  /// How many missing ranges of one stream are waited for.
  @WithDefault("1000")
  int rangesMax();
}
