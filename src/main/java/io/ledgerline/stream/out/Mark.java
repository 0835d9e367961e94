package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ledgerline.merkle.StrictDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Which entry of which log a record on a topic is about: the headers that every record has.
///
/// @param log the id of the log
/// @param position the index of the entry
/// @param leafHash its leaf hash, 64 hexadecimal digits in lower case
record Mark(String log, long position, String leafHash) {

  private static final String LOG = "ledger-log";
  private static final String POSITION = "ledger-seq";
  private static final String LEAF_HASH = "ledger-hash";

  /// A record for partition 0 that has it.
  ProducerRecord<byte[], byte[]> on(String topic, String key, byte[] value) {
    ProducerRecord<byte[], byte[]> made =
        new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value);
    put(made.headers(), LOG, log);
    put(made.headers(), POSITION, Long.toString(position));
    put(made.headers(), LEAF_HASH, leafHash);
    return made;
  }

  /// Reads that of a record.
  ///
  /// @return empty if it has none
  static Optional<Mark> of(ConsumerRecord<byte[], byte[]> found) {
    Optional<String> log = text(found, LOG);
    Optional<String> leafHash = text(found, LEAF_HASH);
    OptionalLong position =
        text(found, POSITION).map(StrictDecimal::parse).orElse(OptionalLong.empty());
    return log.isEmpty() || leafHash.isEmpty() || position.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mark(log.get(), position.getAsLong(), leafHash.get()));
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> found, String name) {
    Header header = found.headers().lastHeader(name);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }
}
