package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.record.AiRecord.Described;
import io.ledgerline.event.record.Envelope;
import io.ledgerline.event.record.Fields;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facets.form.Member;
import io.ledgerline.projection.facets.form.Newest;
import io.ledgerline.projection.facets.form.Place;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What records assert that [KindTable] describes.
///
/// A record is a node itself, but a system, an incident and a release have names: of those several
/// records may tell, whose references accumulate, and of whose values those of the newest count.
final class KindFacts {

  private final EntryNote entry;
  private final Workspace workspace;
  private final References references;
  private final RecordNodes nodes;

  KindFacts(EntryNote entry) {
    this.entry = entry;
    this.workspace = entry.workspace();
    this.references = new References(entry);
    this.nodes = new RecordNodes(entry, references);
  }

  void note(Described record) {
    Envelope envelope = record.envelope();
    KindTable.Row row = KindTable.row(record.kind());
    entry.describe(record.kind().type(), envelope.occurredAt());
    Node node = node(record);
    entry.mint(node);
    entry.add(node, Standard.RDF_TYPE, row.type());
    nodes.about(envelope, node, row.actor());
    List<Newest.Values> values = new ArrayList<>();
    for (KindField field : row.fields()) {
      List<Node> found = nodes(field, record);
      if (field.form().isReference()) {
        found.forEach(reference -> workspace.said().add(node, field.property(), reference));
      } else {
        values.add(new Newest.Values(field.property(), found));
      }
    }
    if (record.kind() == RecordKind.INCIDENT) {
      values.add(
          new Newest.Values(
              KindTable.DUE_AT,
              IncidentClock.due(record.data()).map(Literals::time).stream().toList()));
    }
    if (row.source().isPresent()) {
      nodes.record(envelope, node);
      names(record, node);
      Place place = Place.of(entry, envelope.occurredAt(), node);
      Newest.keep(place, node, row.source().get(), values);
    } else {
      values.forEach(
          each -> each.nodes().forEach(value -> entry.add(node, each.predicate(), value)));
    }
  }

  /// The node that a record is about.
  Node node(Described record) {
    Iris iris = workspace.iris();
    Envelope envelope = record.envelope();
    return switch (record.kind()) {
      case SYSTEM -> references.system(envelope.namespace(), name(record, "systemName"));
      case INCIDENT -> iris.made("incident", envelope.namespace(), name(record, "incidentId"));
      case RELEASE -> release(record).orElseGet(() -> iris.record(envelope.recordId()));
      case MODEL_VERSION,
          EVALUATION,
          DECISION,
          OVERSIGHT,
          APPROVAL,
          STATEMENT,
          RETRACTION,
          CONTRACT,
          CHANGE,
          RISK,
          MONITORING,
          DATASET_DESCRIPTION,
          ASSIGNMENT,
          THRESHOLDS,
          DOCUMENT,
          RESOURCES,
          AUTHORITY_REQUEST,
          PROPOSAL ->
          iris.record(envelope.recordId());
    };
  }

  /// A release names its system by name: the schema asks for it.
  private Optional<Node> release(Described record) {
    String version = name(record, "systemVersion");
    return record
        .data()
        .object("systemId")
        .flatMap(
            system ->
                system
                    .string("namespace")
                    .flatMap(
                        namespace ->
                            system
                                .string("name")
                                .map(name -> references.release(namespace, name, version))));
  }

  private void names(Described record, Node node) {
    String field =
        record.kind() == RecordKind.SYSTEM
            ? "systemName"
            : record.kind() == RecordKind.INCIDENT ? "incidentId" : "";
    record
        .data()
        .string(field)
        .ifPresent(
            name -> {
              entry.add(node, Vocabulary.NAMESPACE, Literals.text(record.envelope().namespace()));
              entry.add(node, Vocabulary.NAME, Literals.text(name));
            });
  }

  private static String name(Described record, String field) {
    return record.data().string(field).orElse("");
  }

  /// The values of a field; of more than [Member#VALUES_MAX] none.
  private List<Node> nodes(KindField field, Described record) {
    List<JsonValue> values = field.in(record.data());
    return values.size() > Member.VALUES_MAX
        ? List.of()
        : values.stream().flatMap(value -> one(field, value, record).stream()).distinct().toList();
  }

  private Optional<Node> one(KindField field, JsonValue value, Described record) {
    return switch (field.form()) {
      case TEXT -> text(value).map(Literals::text);
      case WHOLE ->
          value instanceof JsonNumber number
              ? number.integer().map(Literals::integer)
              : Optional.empty();
      case DECIMAL ->
          value instanceof JsonNumber number
              ? Optional.of(Literals.decimal(number.text()))
              : Optional.empty();
      case TRUTH ->
          value instanceof JsonBoolean truth
              ? Optional.of(Literals.truth(truth.value()))
              : Optional.empty();
      case TIME -> text(value).flatMap(Fields::time).map(Literals::time);
      case DATE -> text(value).flatMap(Fields::date).map(Literals::date);
      case RUN -> text(value).map(entry::run);
      case AGENT ->
          value instanceof JsonObject party
              ? Fields.actor(party).map(actor -> nodes.agent(record.envelope(), actor))
              : Optional.empty();
      case DATASET -> Fields.ref(value).flatMap(references::namedDataset);
      case MODEL -> Fields.ref(value).map(references::modelOf);
      case RELEASE -> Fields.ref(value).map(references::releaseOf);
      case THING -> references.thingOf(value);
      case RECORD -> references.recordOf(value);
      case PART ->
          value instanceof JsonObject object
              ? field.part().flatMap(part -> part(part, object, record))
              : Optional.empty();
    };
  }

  private Optional<Node> part(KindField.Part part, JsonObject object, Described record) {
    List<Newest.Values> values = new ArrayList<>();
    for (KindField field : part.fields()) {
      List<Node> found =
          field.in(object).stream().flatMap(value -> one(field, value, record).stream()).toList();
      values.add(new Newest.Values(field.property(), found));
    }
    return nodes.part(part.type(), values);
  }

  private static Optional<String> text(JsonValue value) {
    return value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
  }
}
