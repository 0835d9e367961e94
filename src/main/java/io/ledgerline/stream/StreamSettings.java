package io.ledgerline.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which topics are read, and how.
///
/// @param bootstrapServers host and port of some brokers, separated by commas
/// @param topics what is read; empty where `pattern` says it
/// @param pattern names of topics that are read, a regular expression; empty where `topics` say it
/// @param group the consumer group, the same for every replica
/// @param deadLetterTopic where records go that cannot be accepted; not one of those that are read
/// @param consumers how many consumers one replica has. Default 2
/// @param inFlightMax how many records each of them has recorded at once. Default 1,024
/// @param fetchBytesMax how many bytes each of them fetches at once. Default 8 MiB
/// @param commitInterval how often offsets are committed. Default 1 s
/// @param retryMin the first pause where the ledger takes nothing. Default 0.2 s
/// @param retryMax the longest such pause. Default 5 s
/// @param client further settings of Kafka's clients, by their names
public record StreamSettings(
    String bootstrapServers,
    List<String> topics,
    Optional<String> pattern,
    String group,
    String deadLetterTopic,
    int consumers,
    int inFlightMax,
    int fetchBytesMax,
    Duration commitInterval,
    Duration retryMin,
    Duration retryMax,
    Map<String, String> client) {

  /// Checks that something is read, and never the dead letters.
  ///
  /// @throws IllegalArgumentException if not
  public StreamSettings {
    topics = List.copyOf(topics);
    client = Map.copyOf(client);
    require(!bootstrapServers.isBlank(), "no broker is named");
    require(
        topics.isEmpty() == pattern.isPresent(), "either topics or a pattern of topics is read");
    require(!group.isBlank() && !deadLetterTopic.isBlank(), "group or dead-letter topic is empty");
    require(
        !topics.contains(deadLetterTopic)
            && pattern.filter(text -> Pattern.matches(text, deadLetterTopic)).isEmpty(),
        "the dead-letter topic would be read: " + deadLetterTopic);
    require(
        consumers > 0 && inFlightMax > 0 && fetchBytesMax > 0,
        consumers + " consumers, " + inFlightMax + " in flight, " + fetchBytesMax + " bytes");
    require(
        retryMin.isPositive() && retryMin.compareTo(retryMax) <= 0 && commitInterval.isPositive(),
        "a pause or an interval is not positive, or the first pause longer than the longest");
  }

  /// What every client of Kafka is made with.
  Map<String, Object> clientProperties() {
    Map<String, Object> properties = new TreeMap<>(client);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
