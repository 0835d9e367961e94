package io.ledgerline.stream.out;

import io.ledgerline.stream.BrokerException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// The topics that a broker has, and what is last on them. Everything is on partition 0: the order
/// counts.
final class Topics {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long FIRST_LOOK = 16;

  private final Broker broker;

  Topics(Broker broker) {
    this.broker = broker;
  }

  /// The end of a topic.
  ///
  /// @param last the newest record that is committed; empty if there is none, or none any more
  /// @param isUntouched whether nothing ever was on it
  record End(Optional<ConsumerRecord<byte[], byte[]>> last, boolean isUntouched) {}

  /// Those that this client may see.
  SortedSet<String> names() {
    return asked(admin -> new TreeSet<>(got(admin.listTopics().names())));
  }

  /// Makes a topic of one partition, as often replicated as the broker does by itself; one that is
  /// there already is left as it is.
  ///
  /// @param settings of the topic, by the broker's names for them
  void make(String name, Map<String, String> settings) {
    if (names().contains(name)) {
      return;
    }
    NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(settings);
    asked(
        admin -> {
          try {
            got(admin.createTopics(List.of(topic)).all());
          } catch (KafkaException failure) {
            if (!(failure instanceof TopicExistsException)) {
              throw failure;
            }
          }
          return name;
        });
  }

  /// Deletes topics; one that is not there is no error.
  void delete(Collection<String> names) {
    for (String name : names) {
      asked(
          admin -> {
            try {
              got(admin.deleteTopics(List.of(name)).all());
            } catch (KafkaException failure) {
              if (!(failure instanceof UnknownTopicOrPartitionException)) {
                throw failure;
              }
            }
            return name;
          });
    }
  }

  /// What is last on a topic. Whoever else writes there has to have ended.
  End end(String topic) {
    try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      List<TopicPartition> alone = List.of(partition);
      consumer.assign(alone);
      long begin = consumer.beginningOffsets(alone).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(alone).getOrDefault(partition, 0L);
      // Not every offset has a record: the marks of transactions take some too.
      Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
      long from = end;
      for (long back = FIRST_LOOK; last.isEmpty() && from > begin; back *= FIRST_LOOK) {
        from = Math.max(begin, end - back);
        consumer.seek(partition, from);
        last = lastBefore(consumer, partition, end);
      }
      return new End(last, end == 0);
    } catch (KafkaException failure) {
      throw silent(failure);
    }
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> lastBefore(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    long begunNanos = System.nanoTime();
    @Nullable ConsumerRecord<byte[], byte[]> last = null;
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL).records(partition)) {
        last = found;
        begunNanos = System.nanoTime();
      }
      if (System.nanoTime() - begunNanos > ANSWER_MAX.toNanos()) {
        throw new BrokerException("the broker does not say what is last on " + partition.topic());
      }
    }
    return Optional.ofNullable(last);
  }

  private <T> T asked(Function<Admin, T> question) {
    try (Admin admin = broker.admin()) {
      return question.apply(admin);
    } catch (KafkaException failure) {
      throw silent(failure);
    }
  }

  private static <T> T got(KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed);
    } catch (TimeoutException late) {
      throw new KafkaException("no answer in time", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", interrupted);
    }
  }

  private static BrokerException silent(KafkaException failure) {
    return new BrokerException("the broker: " + failure.getMessage(), failure);
  }
}
