package io.ledgerline.dossier.fact;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactList.Cells;
import io.ledgerline.dossier.fact.FactValue.Person;
import io.ledgerline.dossier.fact.FactValue.Quote;
import io.ledgerline.dossier.fact.FactValue.Row;
import io.ledgerline.event.record.Actor;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Evaluation;
import io.ledgerline.event.record.AiRecord.ModelVersion;
import io.ledgerline.event.record.AiRecord.Statement;
import io.ledgerline.event.record.Envelope;
import io.ledgerline.event.record.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Facts that records say themselves.
///
/// What a record with a person behind it says is declared; what software says is measured.
final class RecordFacts {

  private final FactList facts;
  private final StatementParts parts;
  private final Instant asOf;

  /// @param asOf what counts as now
  RecordFacts(FactList facts, StatementParts parts, Instant asOf) {
    this.facts = facts;
    this.parts = parts;
    this.asOf = asOf;
  }

  void add(ModelVersion record, long entry) {
    State state = state(record.envelope());
    JsonObject data = record.data();
    facts.text("model.version", Optional.of(record.version()), state, entry);
    facts.text(
        "model.previousVersion", record.previousVersion().map(RecordFacts::ref), state, entry);
    facts.text("model.type", data.string("modelType"), state, entry);
    facts.text("model.approach", data.string("approach"), state, entry);
    facts.text("model.task", Optional.of(record.task()), state, entry);
    facts.text("model.license", record.license(), state, entry);
    facts.text("model.baseModels", baseModels(data), state, entry);
    facts.text("model.artifactUri", record.artifactUri(), state, entry);
    facts.text("model.artifactFormat", data.string("artifactFormat"), state, entry);
    facts.text("model.artifactDigest", Optional.of(record.artifactDigest()), state, entry);
    facts.text("model.architecture", data.string("architecture"), state, entry);
    facts.text("model.objective", data.string("objective"), state, entry);
    facts.text(
        "model.parameterCount", data.get("parameterCount").map(RecordFacts::text), state, entry);
    data.object("framework")
        .ifPresent(
            framework ->
                facts.put(
                    "model.framework",
                    Fact.of(
                        state,
                        new Row(
                            new Cells()
                                .with("name", framework.string("name"))
                                .with("version", framework.string("version"))
                                .all()),
                        entry)));
    data.object("hyperparameters")
        .ifPresent(
            map ->
                map.members()
                    .forEach(
                        (name, value) ->
                            facts.row(
                                "training.hyperparameters",
                                new Cells().with("name", name).with("value", text(value)).all(),
                                state,
                                List.of(entry))));
    features(data, "inputs", "model.inputs", state, entry);
    features(data, "outputs", "model.outputs", state, entry);
    limits(record, entry, state);
  }

  void add(Evaluation record, long entry) {
    State state = state(record.envelope());
    String data =
        String.join("; ", record.datasetVersions().stream().map(RecordFacts::ref).toList());
    facts.row(
        "evaluation.procedures",
        new Cells()
            .with("purpose", record.purpose())
            .with("procedure", record.procedure())
            .with("data", data)
            .with("evaluator", evaluator(record))
            .with("at", record.envelope().occurredAt().toString())
            .all(),
        state,
        List.of(entry));
    for (Evaluation.Result result : record.results()) {
      facts.row(
          "evaluation.results",
          new Cells()
              .with("metric", result.metric())
              .with("value", result.value())
              .with("unit", result.unit())
              .with(
                  "group", result.slice().map(s -> s.attribute() + " = " + s.value()).orElse("all"))
              .with("interval", interval(result))
              .with("cases", result.n())
              .with("data", data)
              .with("passed", result.passed().map(passed -> passed ? "yes" : "no"))
              .all(),
          state,
          List.of(entry));
    }
  }

  /// @param artifactDigests what the records of the model version say that its artefact is
  void add(Approval record, long entry, List<String> artifactDigests) {
    Optional<Actor> by = record.envelope().actor();
    Optional<Boolean> otherPerson = by.map(actor -> !actor.id().equals(record.author().id()));
    boolean expired = record.validUntil().filter(until -> until.isBefore(asOf)).isPresent();
    facts.add(
        "approvals",
        new Fact<>(
            new Row(
                new Cells()
                    .with("verdict", record.verdict())
                    .with("by", by.map(actor -> person(actor).label()))
                    .with("at", record.envelope().occurredAt().toString())
                    .with("author", person(record.author()).label())
                    .with("fourEyes", otherPerson.map(other -> other ? "yes" : "no"))
                    .with(
                        "digestMatches",
                        artifactDigests.contains(record.subjectDigest()) ? "yes" : "no")
                    .with("conditions", record.conditions())
                    .with("validUntil", record.validUntil())
                    .all()),
            State.DECLARED,
            expired,
            List.of(entry)));
  }

  /// @param newest when the newest record of the model version says that it came about
  void add(Statement record, long entry, Optional<Instant> newest) {
    boolean applies = record.applicability().equals("applies");
    // What was said of the model before this version came about may not hold for it.
    boolean stale =
        record.scope() instanceof Ref.ByName
            && newest.filter(record.envelope().occurredAt()::isBefore).isPresent();
    Quote quote =
        new Quote(
            record.text(),
            record.reason().orElse(null),
            record.language(),
            record.envelope().actor().map(RecordFacts::person).orElseThrow(),
            record.envelope().occurredAt().toString(),
            record.rowIds());
    facts.add(
        "statement." + parts.partOf(record.rowIds()),
        new Fact<>(quote, applies ? State.DECLARED : State.NOT_APPLICABLE, stale, List.of(entry)));
  }

  private void features(JsonObject data, String member, String prefix, State state, long entry) {
    for (JsonValue element : data.array(member)) {
      if (element instanceof JsonObject feature) {
        facts.row(
            prefix,
            new Cells()
                .with("name", feature.string("name"))
                .with("type", feature.string("type"))
                .all(),
            state,
            List.of(entry));
      }
    }
  }

  /// What the record of the model version itself says of limits is a person's word only if there is
  /// a person behind it.
  private void limits(ModelVersion record, long entry, State state) {
    Optional<String> limits = record.data().string("limits");
    Optional<Actor> actor = record.envelope().actor();
    if (limits.isPresent() && actor.isPresent()) {
      Quote quote =
          new Quote(
              limits.get(),
              null,
              "und",
              person(actor.get()),
              record.envelope().occurredAt().toString(),
              List.of());
      facts.add("statement.limitations", Fact.of(state, quote, entry));
    }
  }

  private static State state(Envelope envelope) {
    return envelope.actor().isPresent() ? State.DECLARED : State.MEASURED;
  }

  private static Person person(Actor actor) {
    return new Person(
        actor.id(), actor.name().orElse(""), actor.role().orElse(""), actor.org().orElse(""));
  }

  private static Optional<String> baseModels(JsonObject data) {
    List<String> names =
        data.array("baseModels").stream()
            .filter(JsonObject.class::isInstance)
            .map(base -> text(base))
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", names));
  }

  private static String evaluator(Evaluation record) {
    return record
        .evaluator()
        .map(actor -> person(actor).label())
        .or(
            () ->
                record
                    .data()
                    .object("evaluator")
                    .flatMap(
                        software ->
                            software
                                .string("uri")
                                .map(uri -> uri + " " + software.string("version").orElse(""))))
        .orElse("");
  }

  private static String interval(Evaluation.Result result) {
    return result.ciLow().isEmpty() && result.ciHigh().isEmpty()
        ? ""
        : result.ciLow().orElse("") + " to " + result.ciHigh().orElse("");
  }

  private static String ref(Ref ref) {
    return switch (ref) {
      case Ref.ById(String recordId) -> recordId;
      case Ref.ByName(String namespace, String name) -> namespace + " " + name;
      case Ref.ByVersion(String namespace, String name, String version) ->
          namespace + " " + name + " " + version;
    };
  }

  /// A value as a cell: scalars as written, the rest as `name: value` pairs.
  private static String text(JsonValue value) {
    return switch (value) {
      case JsonString string -> string.value();
      case JsonNumber number -> number.text();
      case JsonBoolean truth -> Boolean.toString(truth.value());
      case JsonNull _ -> "";
      case JsonArray array ->
          String.join(", ", array.elements().stream().map(RecordFacts::text).toList());
      case JsonObject object ->
          String.join(
              ", ",
              object.members().entrySet().stream()
                  .map(member -> member.getKey() + ": " + text(member.getValue()))
                  .toList());
    };
  }
}
