package io.ledgerline.intake.number;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.record.CloudEvent;
import java.util.List;
import java.util.Optional;

/// Finds the number that a producer gave an event within it: in a facet of OpenLineage, in
/// attributes of a CloudEvent. Pure.
public final class Numbers {

  /// The facet, of a run, a job or a dataset, with `number`, `stream` and `intervalSeconds`.
  public static final String FACET = "ledgerline_sequence";

  /// The attribute with the number.
  public static final String NUMBER_ATTRIBUTE = "ledgerlinesequence";

  /// The attribute with the stream.
  public static final String STREAM_ATTRIBUTE = "ledgerlinestream";

  /// The attribute with the interval, in seconds.
  public static final String INTERVAL_ATTRIBUTE = "ledgerlineinterval";

  private Numbers() {}

  /// A number, and the pointer to where it stands in the event.
  public record Placed(Numbering numbering, String pointer) {}

  /// The number of an event: what is said within it and beside has to be the same.
  public static Optional<Numbering> of(
      Optional<Numbering> beside, Optional<Placed> within, Inspection inspection) {
    if (beside.isPresent()
        && within.isPresent()
        && !within.get().numbering().equals(beside.get())) {
      inspection.violation(
          within.get().pointer(), "is another number than the one of the request's header");
    }
    return within.map(Placed::numbering).or(() -> beside);
  }

  /// The number in the facet of an OpenLineage event.
  public static Optional<Placed> inLineage(JsonValue json, Inspection inspection) {
    Optional<Placed> found = Optional.empty();
    if (json instanceof JsonObject event) {
      for (String owner : List.of("run", "job", "dataset")) {
        Optional<JsonObject> facet =
            event
                .object(owner)
                .flatMap(object -> object.object("facets"))
                .flatMap(facets -> facets.object(FACET));
        if (facet.isEmpty()) {
          continue;
        }
        String pointer = "/" + owner + "/facets/" + FACET;
        Optional<Placed> here =
            read(
                facet.get().get("number").flatMap(Numbers::text),
                facet.get().get("stream").flatMap(Numbers::text),
                facet.get().get("intervalSeconds").flatMap(Numbers::text),
                pointer,
                inspection);
        if (found.isPresent()
            && here.isPresent()
            && !found.get().numbering().equals(here.get().numbering())) {
          inspection.violation(pointer, "is another number than " + found.get().pointer());
        }
        found = found.or(() -> here);
      }
    }
    return found;
  }

  /// The number in the attributes of a CloudEvent.
  public static Optional<Placed> inCloudEvent(CloudEvent event, Inspection inspection) {
    Optional<String> number = Optional.ofNullable(event.attributes().get(NUMBER_ATTRIBUTE));
    return number.isEmpty()
        ? Optional.empty()
        : read(
            number,
            Optional.ofNullable(event.attributes().get(STREAM_ATTRIBUTE)),
            Optional.ofNullable(event.attributes().get(INTERVAL_ATTRIBUTE)),
            "/" + NUMBER_ATTRIBUTE,
            inspection);
  }

  private static Optional<Placed> read(
      Optional<String> number,
      Optional<String> stream,
      Optional<String> interval,
      String pointer,
      Inspection inspection) {
    try {
      return Optional.of(new Placed(Numbering.of(number.orElse(""), stream, interval), pointer));
    } catch (IllegalArgumentException malformed) {
      inspection.violation(pointer, "is no number of a stream: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return Optional.of(number.text());
    }
    // A text that is none is no number either, and the violation says so.
    return Optional.of(value instanceof JsonString string ? string.value() : "");
  }
}
