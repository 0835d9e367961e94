package io.ledgerline.event.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Contract;
import io.ledgerline.event.record.AiRecord.Decision;
import io.ledgerline.event.record.AiRecord.Described;
import io.ledgerline.event.record.AiRecord.Evaluation;
import io.ledgerline.event.record.AiRecord.ModelVersion;
import io.ledgerline.event.record.AiRecord.Oversight;
import io.ledgerline.event.record.AiRecord.Retraction;
import io.ledgerline.event.record.AiRecord.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the record that a CloudEvent carries: first its structure, by the JSON Schema of its kind,
/// then its fields.
///
/// Unknown fields are kept and warned of. Whether what a record refers to exists is not asked: it
/// may arrive later. One instance reads one record; the static functions are safe on any thread.
public final class RecordReader {

  private static final String AT = "/data";

  private final RecordFields fields;

  private RecordReader(JsonObject data, Inspection inspection) {
    this.fields = new RecordFields(data, AT, inspection);
  }

  /// A record, and the event that carried it.
  public record Carried(CloudEvent event, AiRecord record) {}

  /// Reads the record that an event carries. Never throws on account of what it holds.
  public static Reading<AiRecord> read(CloudEvent event) {
    Inspection inspection = new Inspection();
    Optional<AiRecord> record = read(event, inspection);
    return record.isPresent() ? inspection.reading(record.get()) : inspection.invalid();
  }

  /// Reads an event in structured mode and the record in it, with what is wrong with either. Never
  /// throws on account of what it holds.
  public static Reading<Carried> structured(JsonValue json) {
    Inspection inspection = new Inspection();
    return carried(CloudEventReader.structured(json, inspection), inspection);
  }

  /// Reads an event in binary mode and the record in it, with what is wrong with either. Never
  /// throws on account of what it holds.
  public static Reading<Carried> binary(List<BinaryHeader> headers, JsonValue data) {
    Inspection inspection = new Inspection();
    return carried(CloudEventReader.binary(headers, data, inspection), inspection);
  }

  private static Reading<Carried> carried(CloudEvent event, Inspection inspection) {
    Optional<AiRecord> record = event.type().isEmpty() ? Optional.empty() : read(event, inspection);
    return record.isPresent()
        ? inspection.reading(new Carried(event, record.get()))
        : inspection.invalid();
  }

  private static Optional<AiRecord> read(CloudEvent event, Inspection inspection) {
    Optional<RecordKind> kind = RecordKind.ofType(event.type());
    if (kind.isEmpty()) {
      String known =
          Arrays.stream(RecordKind.values())
              .map(RecordKind::type)
              .collect(Collectors.joining(", "));
      inspection.violation("/type", "is not known; known are " + known);
      return Optional.empty();
    }
    Inspection structure = new Inspection();
    JsonNode node = JacksonNode.of(event.data(), AT, structure);
    RecordSchemas.LOADED.check(kind.get(), node, AT, structure);
    boolean sound = structure.isValid();
    inspection.add(structure);
    return sound ? fields(kind.get(), event, inspection) : Optional.empty();
  }

  /// Reads the fields of a record whose structure was checked when it was accepted.
  public static Reading<AiRecord> readAccepted(CloudEvent event) {
    Inspection inspection = new Inspection();
    Optional<RecordKind> kind = RecordKind.ofType(event.type());
    if (kind.isEmpty()) {
      inspection.violation("/type", "is not known");
      return inspection.invalid();
    }
    Optional<AiRecord> record = fields(kind.get(), event, inspection);
    return record.isPresent() ? inspection.reading(record.get()) : inspection.invalid();
  }

  private static Optional<AiRecord> fields(
      RecordKind kind, CloudEvent event, Inspection inspection) {
    if (!(event.data() instanceof JsonObject data)) {
      inspection.violation(AT, "must be an object");
      return Optional.empty();
    }
    RecordReader reader = new RecordReader(data, inspection);
    return Optional.of(
        switch (kind) {
          case MODEL_VERSION -> reader.modelVersion();
          case EVALUATION -> reader.evaluation();
          case DECISION -> reader.decision();
          case OVERSIGHT -> reader.oversight();
          case APPROVAL -> reader.approval();
          case STATEMENT -> reader.statement();
          case RETRACTION -> reader.retraction();
          case CONTRACT -> reader.contract();
          case SYSTEM -> reader.described(kind, "systemName");
          case INCIDENT -> reader.described(kind, "incidentId");
          case RELEASE -> reader.described(kind, "systemVersion");
          case RESOURCES -> reader.described(kind, "run");
          case CHANGE,
              RISK,
              MONITORING,
              DATASET_DESCRIPTION,
              ASSIGNMENT,
              THRESHOLDS,
              DOCUMENT,
              AUTHORITY_REQUEST,
              PROPOSAL ->
              reader.described(kind);
        });
  }

  private ModelVersion modelVersion() {
    List<ModelVersion.DatasetRole> datasets =
        fields.each("datasets").stream()
            .map(d -> new ModelVersion.DatasetRole(d.ref("datasetVersion"), d.text("role")))
            .toList();
    return new ModelVersion(
        fields.envelope(),
        fields.name("modelName"),
        fields.name("version"),
        fields.text("artifactDigest"),
        fields.text("task"),
        fields.names("trainingRunIds"),
        datasets,
        fields.data());
  }

  private Evaluation evaluation() {
    List<Evaluation.Result> results =
        fields.each("results").stream()
            .map(r -> new Evaluation.Result(r.text("metric"), r.decimal("value"), r.data()))
            .toList();
    return new Evaluation(
        fields.envelope(),
        fields.ref("modelVersion"),
        fields.refs("datasetVersions"),
        fields.text("purpose"),
        fields.text("procedure"),
        results,
        fields.data());
  }

  private Decision decision() {
    return new Decision(
        fields.envelope(),
        fields.name("decisionId"),
        fields.ref("modelVersion"),
        fields.time("decidedAt"),
        fields.text("inputDigest"),
        fields.within("output").text("label"),
        fields.text("outcome"),
        fields.text("automation"),
        fields.data());
  }

  private Oversight oversight() {
    return new Oversight(
        fields.envelope(),
        fields.text("type"),
        fields.time("startedAt"),
        fields.time("endedAt"),
        fields.data());
  }

  private Approval approval() {
    return new Approval(
        fields.envelope(),
        fields.ref("subject"),
        fields.text("subjectDigest"),
        fields.text("verdict"),
        fields.actor("author"),
        fields.data());
  }

  private Statement statement() {
    return new Statement(
        fields.envelope(),
        fields.names("rowIds"),
        fields.date("lawVersion"),
        fields.text("language"),
        fields.text("text"),
        fields.ref("scope"),
        fields.text("applicability"),
        fields.time("validFrom"),
        fields.data());
  }

  private Retraction retraction() {
    return new Retraction(
        fields.envelope(),
        fields.retractionTarget("target"),
        fields.actor("actor"),
        fields.text("reason"),
        fields.data());
  }

  /// @param names fields that name what the record is about
  private Described described(RecordKind kind, String... names) {
    for (String name : names) {
      fields.name(name);
    }
    fields.checkEach();
    return new Described(fields.envelope(), kind, fields.data());
  }

  private Contract contract() {
    return new Contract(
        fields.envelope(),
        fields.ref("dataset"),
        fields.name("version"),
        fields.actor("owner"),
        fields.data());
  }
}
