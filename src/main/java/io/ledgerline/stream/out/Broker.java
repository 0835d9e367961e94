package io.ledgerline.stream.out;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Makes clients of a broker. None of them waits for it longer than half a minute at a time.
class Broker {

  private static final String BLOCK_MILLIS_MAX = "10000";
  private static final String ANSWER_MILLIS_MAX = "30000";
  private static final String REQUEST_MILLIS_MAX = "10000";

  /// A message has at most so much: a single triple may be larger than what a message is cut at.
  private static final int MESSAGE_BYTES_LIMIT = 24 << 20;

  private static final int BUFFER_BYTES = 2 * MESSAGE_BYTES_LIMIT;

  private final OutSettings settings;

  Broker(OutSettings settings) {
    this.settings = settings;
  }

  /// What a topic that we make takes.
  static int messageBytesLimit() {
    return MESSAGE_BYTES_LIMIT;
  }

  /// One that writes in transactions.
  ///
  /// @param transactions whoever begins the same ones later ends this producer's
  Producer<byte[], byte[]> producer(String transactions) {
    return new KafkaProducer<>(
        producerProperties(settings, transactions),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  static Map<String, Object> producerProperties(OutSettings settings, String transactions) {
    Map<String, Object> properties = settings.clientProperties();
    properties.putIfAbsent("compression.type", "gzip");
    properties.put("transactional.id", transactions);
    properties.put("enable.idempotence", "true");
    properties.put("acks", "all");
    properties.put("max.block.ms", BLOCK_MILLIS_MAX);
    properties.put("request.timeout.ms", REQUEST_MILLIS_MAX);
    properties.put("delivery.timeout.ms", ANSWER_MILLIS_MAX);
    properties.put("max.request.size", Integer.toString(MESSAGE_BYTES_LIMIT));
    properties.put("buffer.memory", Integer.toString(BUFFER_BYTES));
    return properties;
  }

  /// One of no group that sees only what is committed.
  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = settings.clientProperties();
    properties.remove("group.id");
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("allow.auto.create.topics", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("default.api.timeout.ms", ANSWER_MILLIS_MAX);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// One that makes and deletes topics.
  Admin admin() {
    Map<String, Object> properties = settings.clientProperties();
    properties.put("request.timeout.ms", REQUEST_MILLIS_MAX);
    properties.put("default.api.timeout.ms", ANSWER_MILLIS_MAX);
    return Admin.create(properties);
  }
}
