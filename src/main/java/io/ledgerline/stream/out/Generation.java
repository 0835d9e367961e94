package io.ledgerline.stream.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Genesis;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.StrictDecimal;
import io.ledgerline.notify.Notice;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A topic of the graph: a snapshot, and then what each entry changed. It is announced on the topic
/// that gave it its name, as a CloudEvent in structured mode, once its snapshot is whole.
///
/// @param number from 1; the next one is higher
/// @param mark the last entry in the snapshot
/// @param cleanFrom how many entries the ledger had when the snapshot was begun: what entries
///   before that erased or retracted is not on the topic
/// @param rules by which entries became quads, by name
record Generation(int number, Mark mark, long cleanFrom, String rules) {

  private static final String TYPE = "io.ledgerline.graph.generation.v1";
  private static final String CONTENT_TYPE = "content-type";

  /// Recognises the topic that announces, and those that it announces.
  static Predicate<String> names(String base) {
    return topic -> topic.equals(base) || number(base, topic).isPresent();
  }

  /// The number of a topic; empty if it is none that the base could announce.
  static OptionalInt number(String base, String topic) {
    if (!topic.startsWith(base + ".")) {
      return OptionalInt.empty();
    }
    OptionalLong number = StrictDecimal.parse(topic.substring(base.length() + 1));
    return number.isPresent() && number.getAsLong() > 0 && number.getAsLong() < Integer.MAX_VALUE
        ? OptionalInt.of((int) number.getAsLong())
        : OptionalInt.empty();
  }

  /// What it is named.
  String topic(String base) {
    return base + "." + number;
  }

  /// Says that it is there. Its key is always the same: a compacted topic keeps the newest.
  ProducerRecord<byte[], byte[]> announcement(String base, Genesis genesis) {
    CanonicalJson event =
        CanonicalJson.of(
            JsonObject.of(
                Map.of(
                    "specversion", JsonString.of("1.0"),
                    "id", JsonString.of(genesis.log() + "/graph/" + number),
                    "source", JsonString.of(genesis.baseIri()),
                    "type", JsonString.of(TYPE),
                    "datacontenttype", JsonString.of("application/json"),
                    "data", data(base))));
    ProducerRecord<byte[], byte[]> made =
        mark.on(base, genesis.log().toString(), event.bytes().toArray());
    Mark.put(made.headers(), CONTENT_TYPE, Notice.MEDIA_TYPE + "; charset=utf-8");
    return made;
  }

  private JsonObject data(String base) {
    return JsonObject.of(
        Map.of(
            "generation", JsonNumber.of(number),
            "topic", JsonString.of(topic(base)),
            "index", JsonNumber.of(mark.position()),
            "leaf_hash", JsonString.of(Digest.parseHex(mark.leafHash()).toBase64()),
            "clean_from", JsonNumber.of(cleanFrom),
            "rules", JsonString.of(rules)));
  }

  /// Reads an announcement.
  ///
  /// @throws IllegalArgumentException if it is none
  static Generation read(ConsumerRecord<byte[], byte[]> found) {
    JsonObject data =
        CanonicalJson.parse(Bytes.copyOf(found.value()), JsonLimits.OWN_RECORDS)
            .object()
            .object("data")
            .orElseThrow(() -> none(found));
    return new Generation(
        Math.toIntExact(data.integer("generation").orElseThrow(() -> none(found))),
        Mark.of(found).orElseThrow(() -> none(found)),
        data.integer("clean_from").orElseThrow(() -> none(found)),
        data.string("rules").orElseThrow(() -> none(found)));
  }

  private static IllegalArgumentException none(ConsumerRecord<byte[], byte[]> found) {
    return new IllegalArgumentException(
        found.topic() + " has what is no announcement: " + new String(found.value(), UTF_8));
  }
}
