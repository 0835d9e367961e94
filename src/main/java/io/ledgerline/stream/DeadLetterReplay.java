package io.ledgerline.stream;

import io.ledgerline.access.Caller;
import io.ledgerline.intake.Intake;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Takes what is on the dead-letter topic once more, after a cause was mended. What is refused
/// again goes to the end of the topic, with its first place; where the replay stopped is kept in a
/// consumer group of its own.
///
/// Thread-safe.
public final class DeadLetterReplay implements AutoCloseable {

  private static final Duration BROKER_TIME_MAX = Duration.ofSeconds(10);
  private static final Duration TAKE_TIME_MAX = Duration.ofSeconds(30);
  private static final int POLL_RECORDS = 100;

  private final Optional<StreamSettings> settings;
  private final RecordDoor door;
  private final Optional<DeadLetters> deadLetters;
  private final Supplier<Uni<Boolean>> duty;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  /// @param settings empty where no broker is configured
  /// @param caller who the producers on the topics are to the ledger
  /// @param duty whether this replica replays, and no other, for a while
  public DeadLetterReplay(
      Optional<StreamSettings> settings,
      Intake intake,
      Caller caller,
      Supplier<Uni<Boolean>> duty) {
    this.settings = settings;
    this.duty = duty;
    this.door = new RecordDoor(intake, caller);
    this.deadLetters = settings.map(DeadLetters::new);
  }

  /// Whether there is a broker at all.
  public boolean isConfigured() {
    return settings.isPresent();
  }

  /// Takes the next ones of those that are on the topic now.
  ///
  /// @param countMax how many at most
  /// @return fails with a [BrokerException] if the broker or the ledger does not answer, or another
  ///   replay runs: what was not said to be done comes again
  public Uni<Replayed> run(int countMax) {
    return Uni.createFrom()
        .item(() -> replay(countMax))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  @Override
  public void close() {
    deadLetters.ifPresent(DeadLetters::close);
  }

  private Replayed replay(int countMax) {
    if (!isRunning.compareAndSet(false, true)) {
      throw new BrokerException("another replay runs");
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return new Reading(consumer, countMax).run();
    } catch (KafkaException silent) {
      throw new BrokerException("the broker does not answer: " + silent.getMessage(), silent);
    } catch (TimeoutException silent) {
      throw new BrokerException("the ledger or the broker does not answer", silent);
    } finally {
      isRunning.set(false);
    }
  }

  /// Two replicas at once would put what is refused again on the topic twice.
  private void requireDuty() {
    if (!duty.get().await().atMost(TAKE_TIME_MAX)) {
      throw new BrokerException("another replica replays");
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    StreamSettings known = settings.orElseThrow();
    Map<String, Object> properties = new TreeMap<>(known.clientProperties());
    properties.put("group.id", known.group() + ".replay");
    properties.put("enable.auto.commit", "false");
    properties.put("allow.auto.create.topics", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("max.poll.records", Integer.toString(POLL_RECORDS));
    properties.put("fetch.max.bytes", Integer.toString(known.fetchBytesMax()));
    properties.put("default.api.timeout.ms", Long.toString(BROKER_TIME_MAX.toMillis()));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// One run over the topic, as far as it reached when the run began.
  private final class Reading {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final int countMax;
    private long read;
    private long recorded;
    private long known;
    private long refused;

    Reading(KafkaConsumer<byte[], byte[]> consumer, int countMax) {
      this.consumer = consumer;
      this.countMax = countMax;
    }

    Replayed run() {
      List<TopicPartition> partitions = new ArrayList<>();
      List<PartitionInfo> found = consumer.partitionsFor(settings.orElseThrow().deadLetterTopic());
      if (found != null) {
        found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer
          .committed(new HashSet<>(partitions))
          .forEach(
              (partition, place) -> {
                if (place != null) {
                  consumer.seek(partition, place.offset());
                }
              });
      long left = left(partitions, ends);
      while (read < countMax && left > 0) {
        requireDuty();
        take(ends);
        left = left(partitions, ends);
      }
      return new Replayed(read, recorded, known, refused, left);
    }

    private long left(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
      return partitions.stream()
          .mapToLong(
              partition ->
                  Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition)))
          .sum();
    }

    private void take(Map<TopicPartition, Long> ends) {
      Map<TopicPartition, OffsetAndMetadata> done = new LinkedHashMap<>();
      Map<TopicPartition, Long> untaken = new LinkedHashMap<>();
      for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(BROKER_TIME_MAX)) {
        TopicPartition partition = new TopicPartition(letter.topic(), letter.partition());
        if (read == countMax) {
          untaken.putIfAbsent(partition, letter.offset());
        } else if (letter.offset() < ends.getOrDefault(partition, 0L)) {
          take(letter);
          done.put(partition, new OffsetAndMetadata(letter.offset() + 1));
        }
      }
      untaken.forEach(consumer::seek);
      consumer.commitSync(done);
    }

    private void take(ConsumerRecord<byte[], byte[]> letter) {
      read++;
      switch (door.take(letter).await().atMost(TAKE_TIME_MAX)) {
        case Taken.Recorded(var isNew) -> {
          if (isNew) {
            recorded++;
          } else {
            known++;
          }
        }
        case Taken.Refused again -> {
          refused++;
          deadLetters.orElseThrow().send(letter, again).await().atMost(TAKE_TIME_MAX);
        }
        case Taken.Busy _ -> throw new BrokerException("the ledger takes nothing at the moment");
      }
    }
  }
}
