package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a retraction retracts. Whether it is known shows in the graph.
public sealed interface RetractionTarget {

  /// An entry of the log.
  ///
  /// @param index its place
  /// @param leafHash its leaf hash in base64, as a read of the entry shows it: a retraction that
  ///   was meant for another log retracts nothing here
  record Entry(long index, String leafHash) implements RetractionTarget {}

  /// A CloudEvent, before or after it arrives.
  record Event(String source, String id, String type) implements RetractionTarget {}

  /// An OpenLineage event, before or after it arrives.
  ///
  /// @param contentDigest the content digest of `docs/reference/formats.md` over its JSON as it was
  ///   sent, 64 hexadecimal digits in lower case
  record LineageEvent(String contentDigest) implements RetractionTarget {}

  /// Reads one.
  ///
  /// @return empty if it is none
  static Optional<RetractionTarget> read(JsonObject target) {
    Optional<RetractionTarget> entry = target.object("entry").flatMap(Parts::entry);
    Optional<RetractionTarget> event = target.object("cloudEvent").flatMap(Parts::event);
    Optional<RetractionTarget> lineage = target.object("lineageEvent").flatMap(Parts::lineage);
    return target.members().size() == 1
        ? entry.or(() -> event).or(() -> lineage)
        : Optional.empty();
  }

  /// The parts of each kind.
  final class Parts {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Parts() {}

    private static Optional<RetractionTarget> entry(JsonObject entry) {
      Optional<String> hash =
          entry.string("leafHash").filter(text -> BASE64.matcher(text).matches());
      return entry
          .integer("index")
          .filter(index -> index >= 0)
          .flatMap(index -> hash.map(text -> new Entry(index, text)));
    }

    private static Optional<RetractionTarget> event(JsonObject event) {
      return event
          .string("source")
          .flatMap(
              source ->
                  event
                      .string("id")
                      .flatMap(
                          id -> event.string("type").map(type -> new Event(source, id, type))));
    }

    private static Optional<RetractionTarget> lineage(JsonObject event) {
      return event
          .string("contentDigest")
          .filter(text -> HEX.matcher(text).matches())
          .map(LineageEvent::new);
    }
  }
}
