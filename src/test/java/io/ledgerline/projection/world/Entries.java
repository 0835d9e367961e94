package io.ledgerline.projection.world;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.event.RealEvents;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ledger entries with real and made-up payloads, without a ledger around them.
public final class Entries {

  /// One event before it has a place.
  ///
  /// @param type of the leaf
  /// @param mediaType of the payload
  public record Event(String type, String mediaType, Bytes payload) {

    public static Event lineage(String json) {
      return lineage(Bytes.utf8(json));
    }

    public static Event lineage(Bytes json) {
      String text = json.utf8();
      String kind =
          text.contains("\"run\":{") || text.contains("\"run\": {")
              ? "run"
              : text.contains("\"dataset\":{") ? "dataset" : "job";
      return new Event("openlineage-" + kind + "-event", "application/json", json);
    }

    /// The same with another payload.
    public Event with(String text) {
      return new Event(type, mediaType, Bytes.utf8(text));
    }

    /// The same, of a job of this type.
    public Event typed(String jobType) {
      String facet =
          "\"facets\":{\"jobType\":{\"processingType\":\"BATCH\",\"integration\":\"X\",\"jobType\":\""
              + jobType
              + "\"}}";
      int at = payload.utf8().lastIndexOf("\"facets\":{}},\"inputs\"");
      String text = payload.utf8();
      return lineage(text.substring(0, at) + facet + text.substring(at + "\"facets\":{}".length()));
    }

    /// A record, in a CloudEvent in structured mode.
    public static Event record(Bytes json) {
      String type = json.utf8().replaceFirst("(?s).*?\"type\"\\s*:\\s*\"(io\\.[^\"]*)\".*", "$1");
      return new Event(type, "application/cloudevents+json", json);
    }
  }

  private Entries() {}

  /// The events of the credit-scoring pipeline.
  public static List<Event> creditScoring() {
    return RealEvents.creditScoring().stream().map(Event::lineage).toList();
  }

  /// The events of each scenario of the compatibility corpus, in the order of their files.
  public static List<List<Event>> compatibilityScenarios(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return List.copyOf(
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .collect(
                  Collectors.groupingBy(
                      file -> file.getParent().toString(),
                      TreeMap::new,
                      Collectors.mapping(Entries::read, Collectors.toList())))
              .values());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Event read(Path file) {
    try {
      return Event.lineage(Bytes.owned(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The events of the pipeline, and records about the model that it trained.
  public static List<Event> creditScoringWithRecords() {
    List<Event> events = new ArrayList<>(creditScoring());
    events.addAll(CreditRecords.all());
    return events;
  }

  /// An entry at an index. Its chain hash is no hash of anything.
  public static PayloadEntry entry(long index, Event event) {
    Payload payload = Payload.whole(event.mediaType(), event.payload(), new Random(index));
    LeafDraft draft =
        new LeafDraft(
            event.type(),
            event.mediaType(),
            "producer",
            TestLedgers.TENANT,
            payload.commitment(),
            0);
    return new PayloadEntry(
        new StoredEntry(index, draft.receivedAt(TestLedgers.NOW), Digest.EMPTY_ROOT), payload);
  }

  /// Entries in the order of the list, from index 1 on.
  public static List<PayloadEntry> inOrder(List<Event> events) {
    List<PayloadEntry> entries = new ArrayList<>();
    for (Event event : events) {
      entries.add(entry(entries.size() + 1L, event));
    }
    return entries;
  }
}
