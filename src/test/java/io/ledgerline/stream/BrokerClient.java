package io.ledgerline.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What a test does at a broker.
public final class BrokerClient implements AutoCloseable {

  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

  /// Kept, since a logger that nobody holds forgets its level.
  private static final List<Logger> QUIET =
      Stream.of("kafka", "org.apache.kafka", "state.change.logger").map(Logger::getLogger).toList();

  private final String address;
  private final KafkaProducer<byte[], byte[]> producer;

  public BrokerClient(String address) {
    quieten();
    this.address = address;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Makes a topic.
  public void topic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      done(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
    }
  }

  /// Sends one record, and returns when the broker has it.
  public void send(ProducerRecord<byte[], byte[]> produced) {
    done(producer.send(produced));
  }

  /// Sends many, and returns when the broker has them all.
  public void send(List<ProducerRecord<byte[], byte[]>> produced) {
    var sent = produced.stream().map(producer::send).toList();
    sent.forEach(BrokerClient::done);
  }

  /// The first records of a topic, as soon as there are so many.
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer = consumer("reader")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
      while (found.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
        if (System.nanoTime() > deadline) {
          throw new AssertionError(found.size() + " of " + count + " records of " + topic);
        }
      }
    }
    return found;
  }

  /// How many records of a topic a group has not committed.
  public long lag(String group, String topic) {
    try (var consumer = consumer(group)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(new HashSet<>(partitions));
      return partitions.stream()
          .mapToLong(
              partition -> {
                OffsetAndMetadata place = committed.get(partition);
                return ends.get(partition) - (place == null ? 0 : place.offset());
              })
          .sum();
    }
  }

  /// Waits until a group has committed everything that a topic has now.
  public void awaitCommitted(String group, String topic) {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
    try {
      for (long left = lag(group, topic); left > 0; left = lag(group, topic)) {
        if (System.nanoTime() > deadline || never.await(200, TimeUnit.MILLISECONDS)) {
          throw new AssertionError(left + " records of " + topic + " are not committed");
        }
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// Brokers and clients say a lot, also of what a test does to them.
  static void quieten() {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private KafkaConsumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", address, "group.id", group, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  private static <T> T done(KafkaFuture<T> future) {
    return done(future.toCompletionStage().toCompletableFuture());
  }
}
