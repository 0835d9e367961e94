package io.ledgerline.intake;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Batches at the door: one text, read once, each element taken by itself.
final class Batches {

  private static final String EVENTS = "events";

  private final Intake intake;
  private final IntakeSettings settings;

  Batches(Intake intake, IntakeSettings settings) {
    this.intake = intake;
    this.settings = settings;
  }

  /// One outcome an element, in order; a single one if the batch as a whole was refused.
  Uni<List<Outcome>> cloudEvents(Arrival whole) {
    return Uni.createFrom()
        .deferred(
            () ->
                switch (read(whole)) {
                  case Text.TooLarge _ -> Uni.createFrom().item(List.of(tooLarge()));
                  case Text.Broken(var reason) -> intake.malformed(whole, reason).map(List::of);
                  case Text.Json(JsonArray array) when hasRoomFor(array) -> each(whole, array);
                  case Text.Json(var json) ->
                      intake.noBatch(whole, json, "a batch is " + array()).map(List::of);
                });
  }

  /// The same of OpenLineage events.
  Uni<BatchOutcome> lineage(Arrival whole) {
    return Uni.createFrom()
        .deferred(
            () ->
                switch (read(whole)) {
                  case Text.TooLarge _ ->
                      Uni.createFrom().item(new BatchOutcome.Refused(tooLarge()));
                  case Text.Broken(var reason) ->
                      intake.malformed(whole, reason).map(BatchOutcome.Refused::new);
                  case Text.Json(var json) -> lineage(whole, json);
                });
  }

  private Uni<BatchOutcome> lineage(Arrival whole, JsonValue json) {
    Optional<JsonArray> events = events(json);
    if (events.isEmpty()) {
      String reason = "a batch is " + array() + ", or an object with such an array as `events`";
      return intake
          .noBatch(whole, json, reason)
          .map(
              kept ->
                  kept instanceof Outcome.Overloaded
                      ? new BatchOutcome.Refused(kept)
                      : new BatchOutcome.NoBatch(reason));
    }
    if (!hasRoomFor(events.get())) {
      return Uni.createFrom().item(new BatchOutcome.TooMany(settings.batchEventsMax()));
    }
    return each(whole, events.get()).map(BatchOutcome.Taken::new);
  }

  private static Optional<JsonArray> events(JsonValue json) {
    return switch (json) {
      case JsonArray array -> Optional.of(array);
      case JsonObject object when object.get(EVENTS).orElse(object) instanceof JsonArray array ->
          Optional.of(array);
      default -> Optional.empty(); // an open set: whatever else JSON can be
    };
  }

  private Uni<List<Outcome>> each(Arrival whole, JsonArray array) {
    if (array.elements().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Uni<Outcome>> outcomes = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      outcomes.add(intake.take(whole.element(element, outcomes.size())));
    }
    return Uni.join().all(outcomes).andFailFast();
  }

  private boolean hasRoomFor(JsonArray array) {
    return array.elements().size() <= settings.batchEventsMax();
  }

  private String array() {
    return "an array of at most " + settings.batchEventsMax() + " events";
  }

  private Outcome tooLarge() {
    return new Outcome.TooLarge(settings.bodyBytesMax());
  }

  private Text read(Arrival whole) {
    if (whole.json().size() > settings.bodyBytesMax()) {
      return new Text.TooLarge();
    }
    try {
      return new Text.Json(StrictJsonReader.read(whole.json(), settings.json()));
    } catch (MalformedJsonException malformed) {
      return new Text.Broken(malformed);
    }
  }

  /// What came of reading a batch.
  private sealed interface Text {
    record TooLarge() implements Text {}

    record Broken(MalformedJsonException reason) implements Text {}

    record Json(JsonValue json) implements Text {}
  }
}
