package io.ledgerline.stream.out;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What is published, and how.
///
/// @param bootstrapServers host and port of some brokers, separated by commas
/// @param graphTopic announces the topics of the graph, which are named after it with a number
///   behind; empty if the graph is not published
/// @param entryTopic has a notice of each entry; empty if there is none
/// @param messageBytesMax a patch with more is cut into several messages. Default 900,000
/// @param entriesMax entries in one transaction at most. Default 500
/// @param interval between two transactions at least, unless much waits. Default 1 s
/// @param idle how long to wait for new entries before the ledger is looked at again. Default 5 s
/// @param generationInterval between the beginnings of two topics of the graph at least, so that
///   erasures that come together have one begun. Default 1 min
/// @param leaseDuration how long one replica publishes before it has to say so again. Default 15 s
/// @param retryMin the first pause after a failure; doubled with each further one. Default 0.2 s
/// @param retryMax the longest such pause. Default 5 s
/// @param storeTimeout for the database to answer. Default 30 s
/// @param client further settings of Kafka's clients, by their names
public record OutSettings(
    String bootstrapServers,
    Optional<String> graphTopic,
    Optional<String> entryTopic,
    int messageBytesMax,
    int entriesMax,
    Duration interval,
    Duration idle,
    Duration generationInterval,
    Duration leaseDuration,
    Duration retryMin,
    Duration retryMax,
    Duration storeTimeout,
    Map<String, String> client) {

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /// Checks the names and the numbers.
  ///
  /// @throws IllegalArgumentException if nothing is published, a topic cannot be named so, or a
  ///   number is not positive
  public OutSettings {
    client = Map.copyOf(client);
    require(!bootstrapServers.isBlank(), "no broker is named");
    require(graphTopic.isPresent() || entryTopic.isPresent(), "nothing is published");
    graphTopic.ifPresent(OutSettings::checkName);
    entryTopic.ifPresent(OutSettings::checkName);
    require(
        graphTopic.isEmpty()
            || !entryTopic.map(Generation.names(graphTopic.get())::test).orElse(false),
        "entries and the graph are published on topics of their own");
    require(
        messageBytesMax > 0 && entriesMax > 0,
        messageBytesMax + " bytes in a message, " + entriesMax + " entries in a transaction");
    require(
        interval.isPositive()
            && idle.isPositive()
            && leaseDuration.isPositive()
            && storeTimeout.isPositive()
            && !generationInterval.isNegative()
            && retryMin.isPositive()
            && retryMin.compareTo(retryMax) <= 0,
        "a duration is too short, or the first pause longer than the longest");
  }

  /// Whether a topic is written to.
  public boolean writesTo(String topic) {
    return entryTopic.filter(topic::equals).isPresent()
        || graphTopic.map(base -> Generation.names(base).test(topic)).orElse(false);
  }

  /// Topics that are written to: of those of the graph the first.
  public List<String> examples() {
    List<String> examples = new ArrayList<>();
    entryTopic.ifPresent(examples::add);
    graphTopic.ifPresent(
        base -> {
          examples.add(base);
          examples.add(base + ".1");
        });
    return examples;
  }

  /// What every client of Kafka is made with.
  Map<String, Object> clientProperties() {
    Map<String, Object> properties = new TreeMap<>(client);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  /// How long to wait after so many failures in a row.
  Duration pause(int failures) {
    Duration pause = retryMin;
    for (int i = 1; i < failures && pause.compareTo(retryMax) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(retryMax) < 0 ? pause : retryMax;
  }

  private static void checkName(String topic) {
    require(TOPIC.matcher(topic).matches() && !topic.matches("\\.+"), "no topic is named " + topic);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
