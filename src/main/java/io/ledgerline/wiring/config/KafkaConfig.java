package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Events from Kafka, and what is published there.
public interface KafkaConfig {

  /// Host and port of some brokers, separated by commas; without it nothing is read or published.
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

  /// What is published on topics.
  Out out();

  /// What is published.
  interface Out {

    /// What the topics of the lineage graph are named after; without it the graph is not published.
    Optional<String> graphTopic();

    /// Where there is a notice of each entry; without it there is none.
    Optional<String> entryTopic();

    /// The largest message that a patch is cut into.
    @WithDefault("900000")
    int messageBytesMax();

    /// How many entries go into one transaction at most.
    @WithDefault("500")
    int entriesMax();

    /// Between two transactions at least, unless much waits.
    @WithDefault("PT1S")
    Duration interval();

    /// How long to wait for new entries before the ledger is looked at again.
    @WithDefault("PT5S")
    Duration idle();

    /// Between the beginnings of two topics of the graph at least.
    @WithDefault("PT1M")
    Duration generationInterval();

    /// How long one replica publishes before it has to say so again.
    @WithDefault("PT15S")
    Duration leaseDuration();
  }
}
