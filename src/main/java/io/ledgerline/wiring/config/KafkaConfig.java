package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Events from Kafka.
public interface KafkaConfig {

  /// Host and port of some brokers, separated by commas; without it nothing is read.
  Optional<String> bootstrapServers();

  /// The topics that are read.
  Optional<List<String>> topics();

  /// In the place of topics, a regular expression of their names.
  Optional<String> topicPattern();

  /// The consumer group, the same for every replica.
  @WithDefault("ledgerline")
  String group();

  /// Where records go that cannot be accepted.
  @WithDefault("ledgerline-dead-letters")
  String deadLetterTopic();

  /// What the leaf of an entry names as the producer.
  @WithDefault("kafka")
  String producer();

  /// How many consumers one replica has.
  @WithDefault("2")
  int consumers();

  /// How many records each of them has recorded at once.
  @WithDefault("1024")
  int inFlightMax();

  /// How many bytes each of them fetches at once.
  @WithDefault("8388608")
  int fetchBytesMax();

  /// How often offsets are committed.
  @WithDefault("PT1S")
  Duration commitInterval();

  /// The first pause where the ledger or the broker takes nothing; doubled with each further one.
  @WithDefault("PT0.2S")
  Duration retryMin();

  /// The longest such pause.
  @WithDefault("PT5S")
  Duration retryMax();

  /// A file with further settings of Kafka's clients, one a line, for encryption and credentials.
  Optional<Path> clientFile();
}
