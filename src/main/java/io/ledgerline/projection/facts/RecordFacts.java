package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.contract.ContractTerms;
import io.ledgerline.event.record.Actor;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Contract;
import io.ledgerline.event.record.AiRecord.Evaluation;
import io.ledgerline.event.record.AiRecord.ModelVersion;
import io.ledgerline.event.record.AiRecord.Oversight;
import io.ledgerline.event.record.AiRecord.Retraction;
import io.ledgerline.event.record.AiRecord.Statement;
import io.ledgerline.event.record.Envelope;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.event.record.Ref;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// What records about AI assert, but for decisions.
///
/// A reference is kept as it was written; what it refers to is derived.
final class RecordFacts {

  private final EntryNote entry;
  private final Workspace workspace;
  private final Iris iris;
  private final References references;
  private final RecordNodes nodes;

  RecordFacts(EntryNote entry) {
    this.entry = entry;
    this.workspace = entry.workspace();
    this.iris = workspace.iris();
    this.references = new References(entry);
    this.nodes = new RecordNodes(entry, references);
  }

  void note(ModelVersion record) {
    Envelope envelope = record.envelope();
    entry.describe(RecordKind.MODEL_VERSION.type(), envelope.occurredAt());
    Node model = references.model(envelope.namespace(), record.modelName());
    Node version = iris.modelVersion(envelope.namespace(), record.modelName(), record.version());
    entry.mint(version);
    entry.add(version, Standard.RDF_TYPE, Vocabulary.MODEL_VERSION_CLASS);
    entry.add(version, Standard.PROV_SPECIALIZATION_OF, model);
    nodes.text(version, Standard.DCAT_VERSION, Optional.of(record.version()));
    nodes.text(version, Vocabulary.ARTIFACT_DIGEST, Optional.of(record.artifactDigest()));
    nodes.text(version, Vocabulary.ARTIFACT_URI, record.artifactUri());
    nodes.text(version, Vocabulary.TASK, Optional.of(record.task()));
    nodes.text(version, Standard.DCT_LICENSE, record.license());
    nodes.about(envelope, version, Standard.PROV_WAS_ATTRIBUTED_TO);
    nodes.record(envelope, version);
    refer(version, Vocabulary.THRESHOLDS, record.data(), "thresholds");
    record.trainingRunIds().forEach(id -> entry.add(version, Vocabulary.TRAINED_BY, entry.run(id)));
    record
        .previousVersion()
        .ifPresent(
            ref ->
                workspace
                    .said()
                    .add(version, Standard.PROV_WAS_REVISION_OF, references.modelOf(ref)));
    for (ModelVersion.DatasetRole use : record.datasets()) {
      references
          .datasetOf(use.dataset())
          .ifPresent(dataset -> workspace.said().add(version, role(use.role()), dataset));
    }
  }

  void note(Evaluation record) {
    Node node = begin(record.envelope(), RecordKind.EVALUATION, Vocabulary.EVALUATION_CLASS);
    workspace.said().add(node, Vocabulary.MODEL_VERSION, references.modelOf(record.modelVersion()));
    for (Ref dataset : record.datasetVersions()) {
      references
          .datasetOf(dataset)
          .ifPresent(ref -> workspace.said().add(node, Vocabulary.EVALUATED_ON, ref));
    }
    nodes.text(node, Vocabulary.PURPOSE, Optional.of(record.purpose()));
    refer(node, Vocabulary.REPORT_DOCUMENT, record.data(), "report");
    record.evaluator().ifPresent(actor -> associate(record.envelope(), node, actor));
    for (int i = 0; i < record.results().size(); i++) {
      result(node, i, record.results().get(i));
    }
  }

  void note(Oversight record) {
    Node node = begin(record.envelope(), RecordKind.OVERSIGHT, Vocabulary.OVERSIGHT_EVENT_CLASS);
    record
        .decision()
        .ifPresent(
            ref -> workspace.said().add(node, Vocabulary.SUBJECT, references.decisionOf(ref)));
    record
        .modelVersion()
        .ifPresent(ref -> workspace.said().add(node, Vocabulary.SUBJECT, references.modelOf(ref)));
    record
        .release()
        .ifPresent(
            ref -> workspace.said().add(node, Vocabulary.SUBJECT, references.releaseOf(ref)));
    refer(node, Vocabulary.ASSIGNMENT, record.data(), "assignment");
    nodes.text(node, Vocabulary.OVERSIGHT_TYPE, Optional.of(record.type()));
    entry.add(node, Standard.PROV_STARTED_AT_TIME, Literals.time(record.startedAt()));
    entry.add(node, Standard.PROV_ENDED_AT_TIME, Literals.time(record.endedAt()));
    nodes.text(node, Vocabulary.ORIGINAL_OUTCOME, record.originalOutcome());
    nodes.text(node, Vocabulary.NEW_OUTCOME, record.newOutcome());
  }

  void note(Approval record) {
    Node node = begin(record.envelope(), RecordKind.APPROVAL, Vocabulary.APPROVAL_CLASS);
    subject(node, record.data(), "subject");
    nodes.text(node, Vocabulary.VERDICT, Optional.of(record.verdict()));
    nodes.text(node, Vocabulary.SUBJECT_DIGEST, Optional.of(record.subjectDigest()));
    entry.add(node, Vocabulary.AUTHOR, nodes.agent(record.envelope(), record.author()));
    record
        .validUntil()
        .ifPresent(time -> entry.add(node, Vocabulary.VALID_UNTIL, Literals.time(time)));
  }

  void note(Statement record) {
    Node node = begin(record.envelope(), RecordKind.STATEMENT, Vocabulary.STATEMENT_CLASS);
    subject(node, record.data(), "scope");
    refer(node, Vocabulary.EVIDENCE, record.data(), "evidence");
    record.rowIds().forEach(row -> nodes.text(node, Vocabulary.ROW, Optional.of(row)));
    entry.add(node, Vocabulary.LAW_VERSION, Literals.date(record.lawVersion()));
    nodes.text(node, Standard.DCT_LANGUAGE, Optional.of(record.language()));
    nodes.text(node, Standard.DCT_DESCRIPTION, Optional.of(record.text()));
    nodes.text(node, Vocabulary.APPLICABILITY, Optional.of(record.applicability()));
  }

  /// What it asks for is one text, in the graph too: it is read as a whole or not at all.
  void note(Contract record) {
    Node node = begin(record.envelope(), RecordKind.CONTRACT, Vocabulary.CONTRACT_CLASS);
    references
        .namedDataset(record.dataset())
        .ifPresent(dataset -> entry.add(node, Vocabulary.BINDS, dataset));
    nodes.text(node, Standard.DCAT_VERSION, Optional.of(record.version()));
    nodes.text(
        node, Vocabulary.TERMS, Optional.of(ContractTerms.of(record.data()).toJson().toString()));
    entry.add(node, Vocabulary.OWNER, nodes.agent(record.envelope(), record.owner()));
  }

  /// Which entry it means is known elsewhere: here is who retracts, and why.
  void note(Retraction record) {
    Node node = begin(record.envelope(), RecordKind.RETRACTION, Vocabulary.RETRACTION_CLASS);
    nodes.text(node, Vocabulary.REASON, Optional.of(record.reason()));
  }

  /// A record that is a node itself.
  private Node begin(Envelope envelope, RecordKind kind, Node type) {
    entry.describe(kind.type(), envelope.occurredAt());
    Node node = iris.record(envelope.recordId());
    entry.mint(node);
    entry.add(node, Standard.RDF_TYPE, type);
    nodes.about(
        envelope,
        node,
        kind == RecordKind.STATEMENT
            ? Standard.PROV_WAS_ATTRIBUTED_TO
            : Standard.PROV_WAS_ASSOCIATED_WITH);
    return node;
  }

  private void result(Node evaluation, int index, Evaluation.Result result) {
    Node node = iris.part(evaluation, "result", index);
    entry.add(evaluation, Vocabulary.RESULT, node);
    nodes.text(node, Vocabulary.METRIC, Optional.of(result.metric()));
    entry.add(node, Vocabulary.VALUE, Literals.decimal(result.value()));
    nodes.text(node, Vocabulary.UNIT, result.unit());
    result
        .slice()
        .ifPresent(
            slice -> {
              nodes.text(node, Vocabulary.SLICE_ATTRIBUTE, Optional.of(slice.attribute()));
              nodes.text(node, Vocabulary.SLICE_VALUE, Optional.of(slice.value()));
            });
    result.ciLow().ifPresent(low -> entry.add(node, Vocabulary.CI_LOW, Literals.decimal(low)));
    result.ciHigh().ifPresent(high -> entry.add(node, Vocabulary.CI_HIGH, Literals.decimal(high)));
    result.n().ifPresent(n -> entry.add(node, Vocabulary.SAMPLE_SIZE, Literals.integer(n)));
    refer(node, Vocabulary.THRESHOLDS, result.data(), "thresholdRef");
    result.passed().ifPresent(passed -> entry.add(node, Vocabulary.PASSED, Literals.truth(passed)));
  }

  /// What a record is about: a model or a version of one, where nothing else is said.
  private void subject(Node node, JsonObject data, String field) {
    data.get(field)
        .flatMap(references::thingOf)
        .ifPresent(thing -> workspace.said().add(node, Vocabulary.SUBJECT, thing));
  }

  /// Records that a field names by id, and what it says of what kind it is.
  private void refer(Node node, Node predicate, JsonObject data, String field) {
    List<JsonValue> values =
        data.array(field).isEmpty() ? data.get(field).stream().toList() : data.array(field);
    for (JsonValue value : values) {
      references
          .recordOf(value)
          .ifPresent(
              found -> {
                workspace.said().add(node, predicate, found);
                workspace.touched().subjects.add(node);
              });
    }
  }

  private void associate(Envelope envelope, Node node, Actor actor) {
    entry.add(node, Standard.PROV_WAS_ASSOCIATED_WITH, nodes.agent(envelope, actor));
  }

  private static Node role(String role) {
    return switch (role) {
      case "train" -> Vocabulary.TRAINED_ON;
      case "validation" -> Vocabulary.VALIDATED_ON;
      case "test" -> Vocabulary.TESTED_ON;
      case "calibration" -> Vocabulary.CALIBRATED_ON;
      default -> // an open set of texts; the schema of the record allows the four above
          throw new IllegalArgumentException("a dataset in the role " + role);
    };
  }
}
