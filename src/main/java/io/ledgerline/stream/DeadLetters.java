package io.ledgerline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The topic with what could not be accepted: key, value and headers as they came, and in further
/// headers why, and where they stood. A record that comes back from it keeps its first place.
///
/// Thread-safe.
final class DeadLetters implements AutoCloseable {

  /// What is wrong, in one word, as over HTTP.
  static final String PROBLEM = "dead-letter-problem";

  /// The same in a sentence.
  static final String REASON = "dead-letter-reason";

  /// The topic that the record was read from.
  static final String TOPIC = "dead-letter-topic";

  /// The partition of that topic.
  static final String PARTITION = "dead-letter-partition";

  /// The offset in that partition.
  static final String OFFSET = "dead-letter-offset";

  private static final String PREFIX = "dead-letter-";
  private static final Duration BLOCK_TIME_MAX = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIME_MAX = Duration.ofSeconds(5);

  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> connect;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean isClosed;

  /// Connects when the first record is to be sent.
  DeadLetters(StreamSettings settings) {
    this.topic = settings.deadLetterTopic();
    this.connect =
        () -> {
          Map<String, Object> properties = new TreeMap<>(settings.clientProperties());
          properties.put("acks", "all");
          properties.put("max.block.ms", Long.toString(BLOCK_TIME_MAX.toMillis()));
          properties.put("enable.idempotence", "true");
          return new KafkaProducer<>(
              properties, new ByteArraySerializer(), new ByteArraySerializer());
        };
  }

  /// Sends one.
  ///
  /// @return done when the broker has it; fails with a [KafkaException] if that is not certain
  Uni<Void> send(ConsumerRecord<byte[], byte[]> delivered, Taken.Refused refused) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var _ =
                  producer()
                      .send(
                          letter(delivered, refused),
                          (metadata, failure) -> {
                            if (failure == null) {
                              emitter.complete(null);
                            } else {
                              emitter.fail(failure);
                            }
                          });
            });
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> delivered, Taken.Refused refused) {
    Map<String, byte[]> place = new TreeMap<>();
    place.put(TOPIC, delivered.topic().getBytes(UTF_8));
    place.put(PARTITION, Integer.toString(delivered.partition()).getBytes(UTF_8));
    place.put(OFFSET, Long.toString(delivered.offset()).getBytes(UTF_8));
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, delivered.key(), delivered.value());
    for (Header header : delivered.headers()) {
      if (!header.key().startsWith(PREFIX)) {
        letter.headers().add(header);
      } else if (place.containsKey(header.key()) && delivered.topic().equals(topic)) {
        place.put(header.key(), header.value());
      }
    }
    place.forEach((name, value) -> letter.headers().add(name, value));
    letter.headers().add(PROBLEM, refused.problem().getBytes(UTF_8));
    letter.headers().add(REASON, refused.reason().getBytes(UTF_8));
    return letter;
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (isClosed) {
      throw new KafkaException("closed");
    }
    if (producer == null) {
      producer = connect.get();
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (producer != null) {
      producer.close(CLOSE_TIME_MAX);
    }
  }
}
