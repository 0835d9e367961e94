package io.ledgerline.wiring.stream;

import io.ledgerline.access.Caller;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.stream.DeadLetterReplay;
import io.ledgerline.stream.StreamSettings;
import io.ledgerline.stream.out.OutSettings;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.KafkaConfig;
import io.ledgerline.wiring.database.Replica;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What is read from Kafka, and by whom.
final class StreamBeans {

  private static final String DUTY = "replay";
  private static final Duration DUTY_DURATION = Duration.ofMinutes(1);
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);

  StreamBeans() {}

  @Produces
  @Singleton
  DeadLetterReplay replay(LedgerlineConfig config, Intake intake, Ledger ledger, Replica replica) {
    LogId log = ledger.genesis().log();
    return new DeadLetterReplay(
        settings(config.kafka()),
        intake,
        caller(config.kafka(), ledger),
        () -> replica.hold(log, DUTY, DUTY_DURATION));
  }

  void close(@Disposes DeadLetterReplay replay) {
    replay.close();
  }

  /// Who the producers on the topics are to the ledger.
  static Caller caller(KafkaConfig config, Ledger ledger) {
    try {
      return new Caller(config.producer(), ledger.genesis().tenant());
    } catch (IllegalArgumentException unusable) {
      throw refused(unusable);
    }
  }

  /// What is published; empty where no broker is named, or no topic to publish on.
  ///
  /// @throws CannotStartException if the settings contradict each other
  static Optional<OutSettings> outSettings(KafkaConfig config) {
    KafkaConfig.Out out = config.out();
    if (config.bootstrapServers().isEmpty()
        || (out.graphTopic().isEmpty() && out.entryTopic().isEmpty())) {
      return Optional.empty();
    }
    try {
      OutSettings settings =
          new OutSettings(
              config.bootstrapServers().get(),
              out.graphTopic(),
              out.entryTopic(),
              out.messageBytesMax(),
              out.entriesMax(),
              out.interval(),
              out.idle(),
              out.generationInterval(),
              out.leaseDuration(),
              config.retryMin(),
              config.retryMax(),
              STORE_TIMEOUT,
              client(config.clientFile()));
      refuseCircle(config, settings);
      return Optional.of(settings);
    } catch (IllegalArgumentException unusable) {
      throw refused(unusable);
    }
  }

  /// What is published must not come back as events.
  private static void refuseCircle(KafkaConfig config, OutSettings settings) {
    List<String> read = new ArrayList<>(config.topics().orElse(List.of()));
    read.add(config.deadLetterTopic());
    for (String topic : read) {
      if (settings.writesTo(topic)) {
        throw new IllegalArgumentException("what is published would be read: " + topic);
      }
    }
    for (String topic : settings.examples()) {
      if (config.topicPattern().filter(pattern -> Pattern.matches(pattern, topic)).isPresent()) {
        throw new IllegalArgumentException("what is published would be read: " + topic);
      }
    }
  }

  /// What is read; empty where no broker is named, or it is only published to.
  ///
  /// @throws CannotStartException if the settings contradict each other
  static Optional<StreamSettings> settings(KafkaConfig config) {
    boolean isOnlyPublished =
        config.topics().isEmpty()
            && config.topicPattern().isEmpty()
            && outSettings(config).isPresent();
    if (config.bootstrapServers().isEmpty() || isOnlyPublished) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StreamSettings(
              config.bootstrapServers().get(),
              config.topics().orElse(List.of()),
              config.topicPattern(),
              config.group(),
              config.deadLetterTopic(),
              config.consumers(),
              config.inFlightMax(),
              config.fetchBytesMax(),
              config.commitInterval(),
              config.retryMin(),
              config.retryMax(),
              client(config.clientFile())));
    } catch (IllegalArgumentException unusable) {
      throw refused(unusable);
    }
  }

  private static Map<String, String> client(Optional<Path> file) {
    Map<String, String> client = new TreeMap<>();
    if (file.isPresent()) {
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(file.get())) {
        read.load(in);
      } catch (IOException unreadable) {
        throw new IllegalArgumentException("client-file cannot be read: " + unreadable, unreadable);
      }
      read.stringPropertyNames().forEach(name -> client.put(name, read.getProperty(name)));
    }
    return client;
  }

  private static CannotStartException refused(IllegalArgumentException unusable) {
    return new CannotStartException("ledgerline.kafka: " + unusable.getMessage(), unusable);
  }
}
