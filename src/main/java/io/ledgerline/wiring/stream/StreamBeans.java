package io.ledgerline.wiring.stream;

import io.ledgerline.access.Caller;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.LogId;
import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.stream.DeadLetterReplay;
import io.ledgerline.stream.StreamSettings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// What is read from Kafka, and by whom.
final class StreamBeans {

  private static final String DUTY = "replay";
  private static final Duration DUTY_DURATION = Duration.ofMinutes(1);

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

  /// What is read; empty where no broker is named.
  ///
  /// @throws CannotStartException if the settings contradict each other
  static Optional<StreamSettings> settings(KafkaConfig config) {
    if (config.bootstrapServers().isEmpty()) {
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
