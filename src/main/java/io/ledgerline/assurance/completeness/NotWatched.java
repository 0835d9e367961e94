package io.ledgerline.assurance.completeness;

import io.ledgerline.assurance.Watch.Due;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.system.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The producers that have a stream for which there was no place: one finding each, which nothing
/// closes. For one thread.
final class NotWatched {

  private final SortedMap<String, First> firstByProducer = new TreeMap<>();

  /// The first stream of a producer that has no place.
  ///
  /// @param entry by which it was met
  private record First(String stream, long entry, boolean isRecorded) {}

  /// A stream has no place.
  ///
  /// @return whether it is the first of its producer
  boolean add(String producer, String stream, long entry) {
    return firstByProducer.putIfAbsent(producer, new First(stream, entry, false)) == null;
  }

  /// What is to be recorded; the key is the producer.
  List<Due> due() {
    List<Due> due = new ArrayList<>();
    firstByProducer.forEach(
        (producer, first) -> {
          if (!first.isRecorded()) {
            due.add(new Due(producer, finding(producer, first)));
          }
        });
    return due;
  }

  void recorded(String producer) {
    firstByProducer.computeIfPresent(
        producer, (_, first) -> new First(first.stream(), first.entry(), true));
  }

  JsonArray write() {
    List<JsonValue> elements = new ArrayList<>();
    firstByProducer.forEach(
        (producer, first) ->
            elements.add(
                JsonObject.of(
                    Map.of(
                        "producer",
                        JsonString.of(producer),
                        "stream",
                        JsonString.of(first.stream()),
                        "entry",
                        JsonNumber.of(first.entry()),
                        "recorded",
                        JsonBoolean.of(first.isRecorded())))));
    return JsonArray.of(elements);
  }

  /// Takes in what was written, instead of what is known.
  void read(List<JsonValue> elements) {
    firstByProducer.clear();
    for (JsonValue element : elements) {
      if (element instanceof JsonObject object) {
        boolean isRecorded =
            object.get("recorded").orElse(null) instanceof JsonBoolean truth && truth.value();
        firstByProducer.put(
            object.string("producer").orElseThrow(),
            new First(
                object.string("stream").orElseThrow(),
                object.integer("entry").orElseThrow(),
                isRecorded));
      }
    }
  }

  private static Finding finding(String producer, First first) {
    SortedMap<String, String> details = new TreeMap<>(Map.of("stream", first.stream()));
    return Finding.open(
        CompletenessWatch.NOT_WATCHED,
        new Finding.Subject(CompletenessWatch.PRODUCER, List.of(producer)),
        new TreeMap<>(),
        details,
        new TreeSet<>(List.of(first.entry())));
  }
}
