package io.ledgerline.stream.out;

import io.ledgerline.entry.LogId;
import io.ledgerline.stream.BrokerException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// The only one that writes: whoever opens a session of the same log and topic takes over, and what
/// the session before had not committed is as if it had never been sent. From then on the broker
/// refuses the session before.
///
/// For one thread, but for [#close]. After a failure nobody knows what the broker has: to be
/// closed.
final class Session implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;

  /// Takes over.
  ///
  /// @param topic that it is about; it may write to others too
  /// @throws BrokerException if the broker does not answer, or refuses
  Session(Broker broker, LogId log, String topic) {
    this.producer = broker.producer("ledgerline-" + log + "-" + topic);
    try {
      producer.initTransactions();
    } catch (KafkaException refused) {
      producer.close(Duration.ZERO);
      throw failure(refused);
    }
  }

  /// Writes records, all of them or none; in their order, after what was written before.
  ///
  /// @throws BrokerException if that is not certain
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> made : records) {
        // What becomes of each of them is asked for by the commit.
        var _ = producer.send(made);
      }
      producer.commitTransaction();
    } catch (KafkaException refused) {
      throw failure(refused);
    }
  }

  /// Ends it, and whatever waits for the broker in it.
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private static BrokerException failure(KafkaException refused) {
    Throwable reason = refused.getCause() == null ? refused : refused.getCause();
    return new BrokerException("the broker did not take records: " + reason.getMessage(), refused);
  }
}
