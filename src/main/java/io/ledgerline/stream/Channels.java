package io.ledgerline.stream;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/// The channels of the connector, one a consumer, made when the program runs: channels by
/// annotations are made when it is built, and complain where there is no broker.
///
/// A consumer polls as long as it is open, and pauses its partitions while nobody asks for records.
/// It commits the offsets up to which every record is acknowledged.
final class Channels {

  private static final int CONFIG_ORDINAL = 100;
  private static final Duration BROKER_TIME_MAX = Duration.ofSeconds(5);

  private final StreamSettings settings;
  private final KafkaConnector connector;

  Channels(StreamSettings settings, KafkaConnector connector) {
    this.settings = settings;
    this.connector = connector;
  }

  /// The records of one consumer, from the subscription on.
  Multi<Message<?>> open(int number) {
    return Multi.createFrom()
        .deferred(() -> Multi.createFrom().publisher(connector.getPublisher(config(number))));
  }

  /// How many records the broker has that are not committed, of the partitions that the consumer
  /// has now. Fails if the broker does not answer.
  Uni<Long> lag(int number) {
    return Uni.createFrom()
        .deferred(
            () -> {
              KafkaConsumer<byte[], byte[]> consumer = connector.getConsumer(name(number));
              Function<Consumer<byte[], byte[]>, Long> lag = Channels::lag;
              return consumer == null
                  ? Uni.createFrom().item(0L)
                  : consumer.runOnPollingThread(lag);
            });
  }

  private static long lag(Consumer<byte[], byte[]> client) {
    Set<TopicPartition> partitions = client.assignment();
    Map<TopicPartition, OffsetAndMetadata> committed =
        client.committed(partitions, BROKER_TIME_MAX);
    Map<TopicPartition, Long> ends = client.endOffsets(partitions, BROKER_TIME_MAX);
    Map<TopicPartition, Long> begins = client.beginningOffsets(partitions, BROKER_TIME_MAX);
    return partitions.stream()
        .mapToLong(
            partition -> {
              OffsetAndMetadata next = committed.get(partition);
              long done = next == null ? begins.getOrDefault(partition, 0L) : next.offset();
              return Math.max(0, ends.getOrDefault(partition, 0L) - done);
            })
        .sum();
  }

  private static String name(int number) {
    return "ledgerline-" + number;
  }

  private Config config(int number) {
    Map<String, String> config = new TreeMap<>(settings.client());
    config.put("connector", KafkaConnector.CONNECTOR_NAME);
    config.put("channel-name", name(number));
    config.put("bootstrap.servers", settings.bootstrapServers());
    settings
        .pattern()
        .ifPresentOrElse(
            pattern -> {
              config.put("topic", pattern);
              config.put("pattern", "true");
            },
            () -> config.put("topics", String.join(",", settings.topics())));
    config.put("group.id", settings.group());
    config.put("key.deserializer", ByteArrayDeserializer.class.getName());
    config.put("value.deserializer", ByteArrayDeserializer.class.getName());
    config.put("auto.offset.reset", "earliest");
    config.put("allow.auto.create.topics", "false");
    config.put("fetch.max.bytes", Integer.toString(settings.fetchBytesMax()));
    config.put("enable.auto.commit", "false");
    config.put("commit-strategy", "throttled");
    config.put("auto.commit.interval.ms", Long.toString(settings.commitInterval().toMillis()));
    // A database may be away for days: then everything waits, and nothing is given up.
    config.put("throttled.unprocessed-record-max-age.ms", Integer.toString(Integer.MAX_VALUE));
    config.put("failure-strategy", "ignore");
    config.put("max-queue-size-factor", "1");
    config.put("cloud-events", "false");
    config.put("tracing-enabled", "false");
    config.put("health-enabled", "false");
    config.put("health-readiness-enabled", "false");
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(config, "kafka", CONFIG_ORDINAL))
        .build();
  }
}
