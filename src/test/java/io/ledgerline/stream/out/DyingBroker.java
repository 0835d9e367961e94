package io.ledgerline.stream.out;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Whose publisher dies at a commit.
final class DyingBroker extends Broker {

  /// When it dies.
  enum Moment {
    BEFORE_IT_COMMITS,
    AFTER_IT_COMMITTED
  }

  /// As a process that is killed: nobody is told.
  static final class DeathException extends Error {

    private static final long serialVersionUID = 1L;
  }

  private final OutSettings settings;
  private final Moment moment;
  private final AtomicInteger commitsLeft;

  /// @param commit which one, from 1
  DyingBroker(OutSettings settings, Moment moment, int commit) {
    super(settings);
    this.settings = settings;
    this.moment = moment;
    this.commitsLeft = new AtomicInteger(commit);
  }

  @Override
  Producer<byte[], byte[]> producer(String transactions) {
    return new KafkaProducer<>(
        producerProperties(settings, transactions),
        new ByteArraySerializer(),
        new ByteArraySerializer()) {
      @Override
      public void commitTransaction() {
        boolean isLast = commitsLeft.decrementAndGet() == 0;
        if (isLast && moment == Moment.BEFORE_IT_COMMITS) {
          flush();
          throw new DeathException();
        }
        super.commitTransaction();
        if (isLast) {
          throw new DeathException();
        }
      }
    };
  }
}
