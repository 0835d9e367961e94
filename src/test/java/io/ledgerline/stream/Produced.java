package io.ledgerline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Records that the tests write to topics.
final class Produced {

  private static final String LINEAGE = BrokerInstallation.LINEAGE;
  private static final String RECORDS = BrokerInstallation.RECORDS;

  private Produced() {}

  static ProducerRecord<byte[], byte[]> letter(String event, String offset) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(BrokerInstallation.DEAD_LETTERS, event.getBytes(UTF_8));
    header(letter, "dead-letter-topic", "elsewhere");
    header(letter, "dead-letter-partition", "0");
    return header(letter, "dead-letter-offset", offset);
  }

  static ProducerRecord<byte[], byte[]> lineageRecord(byte[] key, String event) {
    return new ProducerRecord<>(LINEAGE, key, event.getBytes(UTF_8));
  }

  static ProducerRecord<byte[], byte[]> recordOf(String key, String event) {
    return new ProducerRecord<>(
        RECORDS, key == null ? null : key.getBytes(UTF_8), event.getBytes(UTF_8));
  }

  static ProducerRecord<byte[], byte[]> header(
      ProducerRecord<byte[], byte[]> produced, String name, String value) {
    produced.headers().add(name, value.getBytes(UTF_8));
    return produced;
  }

  static String oversight(String id, String type) {
    return """
    {"specversion":"1.0","id":"%s","source":"https://example.org/tests",\
    "type":"io.ledgerline.oversight.v1","time":"2026-01-01T00:00:00Z","data":%s}\
    """
        .formatted(uuid(id), data(id, type));
  }

  static String data(String id, String type) {
    return """
    {"recordId":"%s","namespace":"tests","occurredAt":"2026-01-01T00:00:00Z",\
    "producer":{"uri":"https://example.org/tests","version":"1"},\
    "actor":{"id":"p-1","role":"officer"},"personalData":"pseudonymous",\
    "modelVersion":{"namespace":"tests","name":"m","version":"1"},"type":"%s",\
    "startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:01:00Z","reason":"a test"}\
    """
        .formatted(uuid(id), type);
  }

  static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}
