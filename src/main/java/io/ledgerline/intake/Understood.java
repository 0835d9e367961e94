package io.ledgerline.intake;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Violation;
import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.openlineage.OpenLineageReader;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.CloudEvent;
import io.ledgerline.event.record.RecordReader;
import io.ledgerline.event.record.RetractionTarget;
import io.ledgerline.intake.number.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the door has to know of a valid event to record it.
///
/// @param leafType the type of its leaf
/// @param identity tells a repetition from news
/// @param retentionClass how long to keep it
/// @param personal pointers to what becomes a unit of its own
/// @param numbering the number that its producer gave it, within it or beside
/// @param retracts what it retracts, if it is a retraction
record Understood(
    String leafType,
    Identity identity,
    String retentionClass,
    List<JsonPointer> personal,
    Optional<Numbering> numbering,
    Optional<RetractionTarget> retracts) {

  private static final String LOG = "log";
  private static final String DOCUMENTATION = "documentation";

  /// Reads an event by the rules of its door.
  ///
  /// @param json read from the arrival's bytes
  static Reading<Understood> read(Arrival arrival, JsonValue json, IntakeSettings settings) {
    return switch (arrival.door()) {
      case OPENLINEAGE, LINEAGE_BATCH -> lineage(arrival, json, settings);
      case STRUCTURED, BATCH ->
          record(arrival, RecordReader.structured(json), List.of("data"), settings);
      case BINARY ->
          record(arrival, RecordReader.binary(arrival.attributes(), json), List.of(), settings);
    };
  }

  private static Reading<Understood> lineage(
      Arrival arrival, JsonValue json, IntakeSettings settings) {
    return switch (OpenLineageReader.read(json)) {
      case Reading.Invalid<LineageEvent>(var violations) -> new Reading.Invalid<>(violations);
      case Reading.Valid<LineageEvent>(var event, var warnings) -> {
        Identity identity = Identity.ofContent(arrival.caller().tenant(), json);
        List<JsonPointer> personal = personalFacets(json, settings);
        Inspection inspection = new Inspection();
        Optional<Numbering> numbering =
            Numbers.of(arrival.numbering(), Numbers.inLineage(json, inspection), inspection);
        yield inspection.isValid()
            ? new Reading.Valid<>(
                new Understood(
                    event.leafType(), identity, LOG, personal, numbering, Optional.empty()),
                warnings)
            : inspection.invalid();
      }
    };
  }

  private static Reading<Understood> record(
      Arrival arrival,
      Reading<RecordReader.Carried> reading,
      List<String> toData,
      IntakeSettings settings) {
    return switch (reading) {
      case Reading.Invalid<RecordReader.Carried>(var violations) ->
          new Reading.Invalid<>(violations);
      case Reading.Valid<RecordReader.Carried>(var carried, var warnings) -> {
        CloudEvent event = carried.event();
        Identity identity =
            Identity.ofCloudEvent(
                arrival.caller().tenant(),
                event.source(),
                event.id(),
                event.type(),
                event.content());
        List<JsonPointer> personal =
            settings.personalFields().getOrDefault(event.type(), List.of()).stream()
                .map(field -> joined(toData, field))
                .toList();
        String retention = retentionClass(carried.record());
        Inspection inspection = new Inspection();
        Optional<Numbering> numbering =
            Numbers.of(arrival.numbering(), Numbers.inCloudEvent(event, inspection), inspection);
        yield inspection.isValid()
            ? new Reading.Valid<>(
                new Understood(
                    event.type(),
                    identity,
                    retention,
                    personal,
                    numbering,
                    carried.record()
                            instanceof AiRecord.Retraction(var _, var target, var _, var _, var _)
                        ? Optional.of(target)
                        : Optional.empty()),
                warnings)
            : inspection.invalid();
      }
    };
  }

  static List<Violation> afterRedaction(List<Violation> violations) {
    return violations.stream()
        .map(v -> new Violation(v.pointer(), v.message() + " (after a secret was replaced)"))
        .toList();
  }

  private static String retentionClass(AiRecord record) {
    String byKind =
        switch (record) {
          case AiRecord.Decision _, AiRecord.Oversight _ -> LOG;
          case AiRecord.ModelVersion _,
              AiRecord.Evaluation _,
              AiRecord.Approval _,
              AiRecord.Statement _,
              AiRecord.Contract _,
              AiRecord.Described _,
              AiRecord.Retraction _ ->
              DOCUMENTATION;
        };
    return record.envelope().retentionClass().orElse(byKind);
  }

  private static JsonPointer joined(List<String> prefix, JsonPointer pointer) {
    List<String> tokens = new ArrayList<>(prefix);
    tokens.addAll(pointer.tokens());
    return new JsonPointer(tokens);
  }

  private static List<JsonPointer> personalFacets(JsonValue json, IntakeSettings settings) {
    List<JsonPointer> found = new ArrayList<>();
    if (json instanceof JsonObject event) {
      for (String owner : List.of("run", "job", "dataset")) {
        event
            .object(owner)
            .ifPresent(o -> addFacets(o, new JsonPointer(List.of(owner)), settings, found));
      }
      for (String use : List.of("inputs", "outputs")) {
        List<JsonValue> datasets = event.array(use);
        for (int i = 0; i < datasets.size(); i++) {
          if (datasets.get(i) instanceof JsonObject dataset) {
            addFacets(dataset, new JsonPointer(List.of(use)).then(i), settings, found);
          }
        }
      }
    }
    return found;
  }

  private static void addFacets(
      JsonObject owner, JsonPointer at, IntakeSettings settings, List<JsonPointer> found) {
    for (String slot : List.of("facets", "inputFacets", "outputFacets")) {
      owner
          .object(slot)
          .ifPresent(
              facets ->
                  facets.members().keySet().stream()
                      .filter(settings.personalFacets()::contains)
                      .filter(key -> facets.get(key).isPresent())
                      .forEach(key -> found.add(at.then(slot).then(key))));
    }
  }
}
