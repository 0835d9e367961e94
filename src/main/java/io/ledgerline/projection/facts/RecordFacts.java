package io.ledgerline.projection.facts;

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

  RecordFacts(EntryNote entry) {
    this.entry = entry;
    this.workspace = entry.workspace();
    this.iris = workspace.iris();
    this.references = new References(entry);
  }

  void note(ModelVersion record) {
    Envelope envelope = record.envelope();
    entry.describe(RecordKind.MODEL_VERSION.type(), envelope.occurredAt());
    Node model = references.model(envelope.namespace(), record.modelName());
    Node version = iris.modelVersion(envelope.namespace(), record.modelName(), record.version());
    entry.mint(version);
    entry.add(version, Standard.RDF_TYPE, Vocabulary.MODEL_VERSION_CLASS);
    entry.add(version, Standard.PROV_SPECIALIZATION_OF, model);
    text(version, Standard.DCAT_VERSION, Optional.of(record.version()));
    text(version, Vocabulary.ARTIFACT_DIGEST, Optional.of(record.artifactDigest()));
    text(version, Vocabulary.ARTIFACT_URI, record.artifactUri());
    text(version, Vocabulary.TASK, Optional.of(record.task()));
    text(version, Standard.DCT_LICENSE, record.license());
    about(envelope, version, Standard.PROV_WAS_ATTRIBUTED_TO);
    Node source = iris.record(envelope.recordId());
    if (entry.add(version, Vocabulary.RECORD, source)) {
      workspace.touched().records.add(source);
    }
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
    text(node, Vocabulary.PURPOSE, Optional.of(record.purpose()));
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
    text(node, Vocabulary.OVERSIGHT_TYPE, Optional.of(record.type()));
    entry.add(node, Standard.PROV_STARTED_AT_TIME, Literals.time(record.startedAt()));
    entry.add(node, Standard.PROV_ENDED_AT_TIME, Literals.time(record.endedAt()));
    text(node, Vocabulary.ORIGINAL_OUTCOME, record.originalOutcome());
    text(node, Vocabulary.NEW_OUTCOME, record.newOutcome());
  }

  void note(Approval record) {
    Node node = begin(record.envelope(), RecordKind.APPROVAL, Vocabulary.APPROVAL_CLASS);
    workspace.said().add(node, Vocabulary.SUBJECT, references.modelOf(record.subject()));
    text(node, Vocabulary.VERDICT, Optional.of(record.verdict()));
    text(node, Vocabulary.SUBJECT_DIGEST, Optional.of(record.subjectDigest()));
    entry.add(node, Vocabulary.AUTHOR, agent(record.envelope(), record.author()));
    record
        .validUntil()
        .ifPresent(time -> entry.add(node, Vocabulary.VALID_UNTIL, Literals.time(time)));
  }

  void note(Statement record) {
    Node node = begin(record.envelope(), RecordKind.STATEMENT, Vocabulary.STATEMENT_CLASS);
    workspace.said().add(node, Vocabulary.SUBJECT, references.modelOf(record.scope()));
    record.rowIds().forEach(row -> text(node, Vocabulary.ROW, Optional.of(row)));
    entry.add(node, Vocabulary.LAW_VERSION, Literals.date(record.lawVersion()));
    text(node, Standard.DCT_LANGUAGE, Optional.of(record.language()));
    text(node, Standard.DCT_DESCRIPTION, Optional.of(record.text()));
    text(node, Vocabulary.APPLICABILITY, Optional.of(record.applicability()));
  }

  /// What it asks for is one text, in the graph too: it is read as a whole or not at all.
  void note(Contract record) {
    Node node = begin(record.envelope(), RecordKind.CONTRACT, Vocabulary.CONTRACT_CLASS);
    references
        .namedDataset(record.dataset())
        .ifPresent(dataset -> entry.add(node, Vocabulary.BINDS, dataset));
    text(node, Standard.DCAT_VERSION, Optional.of(record.version()));
    text(node, Vocabulary.TERMS, Optional.of(ContractTerms.of(record.data()).toJson().toString()));
    entry.add(node, Vocabulary.OWNER, agent(record.envelope(), record.owner()));
  }

  /// Which entry it means is known elsewhere: here is who retracts, and why.
  void note(Retraction record) {
    Node node = begin(record.envelope(), RecordKind.RETRACTION, Vocabulary.RETRACTION_CLASS);
    text(node, Vocabulary.REASON, Optional.of(record.reason()));
  }

  /// A record that is a node itself.
  private Node begin(Envelope envelope, RecordKind kind, Node type) {
    entry.describe(kind.type(), envelope.occurredAt());
    Node node = iris.record(envelope.recordId());
    entry.mint(node);
    entry.add(node, Standard.RDF_TYPE, type);
    about(
        envelope,
        node,
        kind == RecordKind.STATEMENT
            ? Standard.PROV_WAS_ATTRIBUTED_TO
            : Standard.PROV_WAS_ASSOCIATED_WITH);
    return node;
  }

  /// What every record says of the node that it is about.
  private void about(Envelope envelope, Node node, Node actorPredicate) {
    entry.recordedIn(node);
    workspace.earliest(node, Vocabulary.OCCURRED_AT, envelope.occurredAt());
    envelope.actor().ifPresent(actor -> entry.add(node, actorPredicate, agent(envelope, actor)));
    envelope.sourceRunId().ifPresent(id -> entry.add(node, Vocabulary.SOURCE_RUN, entry.run(id)));
    if (envelope.supersedes().orElse(null) instanceof Ref.ById superseded) {
      entry.add(
          iris.record(envelope.recordId()),
          Vocabulary.SUPERSEDES,
          iris.record(superseded.recordId()));
    }
    workspace.touched().subjects.add(node);
  }

  private void result(Node evaluation, int index, Evaluation.Result result) {
    Node node = iris.part(evaluation, "result", index);
    entry.add(evaluation, Vocabulary.RESULT, node);
    text(node, Vocabulary.METRIC, Optional.of(result.metric()));
    entry.add(node, Vocabulary.VALUE, Literals.decimal(result.value()));
    text(node, Vocabulary.UNIT, result.unit());
    result
        .slice()
        .ifPresent(
            slice -> {
              text(node, Vocabulary.SLICE_ATTRIBUTE, Optional.of(slice.attribute()));
              text(node, Vocabulary.SLICE_VALUE, Optional.of(slice.value()));
            });
    result.ciLow().ifPresent(low -> entry.add(node, Vocabulary.CI_LOW, Literals.decimal(low)));
    result.ciHigh().ifPresent(high -> entry.add(node, Vocabulary.CI_HIGH, Literals.decimal(high)));
    result.n().ifPresent(n -> entry.add(node, Vocabulary.SAMPLE_SIZE, Literals.integer(n)));
    result.passed().ifPresent(passed -> entry.add(node, Vocabulary.PASSED, Literals.truth(passed)));
  }

  private void associate(Envelope envelope, Node node, Actor actor) {
    entry.add(node, Standard.PROV_WAS_ASSOCIATED_WITH, agent(envelope, actor));
  }

  private Node agent(Envelope envelope, Actor actor) {
    Node agent = iris.agent(envelope.namespace(), actor.id());
    if (entry.mint(agent)) {
      entry.add(agent, Standard.RDF_TYPE, Standard.PROV_AGENT);
    }
    text(agent, Standard.FOAF_NAME, actor.name());
    text(agent, Vocabulary.ROLE, actor.role());
    text(agent, Vocabulary.ORGANISATION, actor.org());
    return agent;
  }

  private void text(Node subject, Node predicate, Optional<String> text) {
    text.ifPresent(value -> entry.add(subject, predicate, Literals.text(value)));
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
