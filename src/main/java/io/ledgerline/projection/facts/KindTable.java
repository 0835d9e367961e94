package io.ledgerline.projection.facts;

import static io.ledgerline.graph.Vocabulary.term;
import static io.ledgerline.projection.facts.KindField.field;
import static io.ledgerline.projection.facts.KindField.parts;
import static io.ledgerline.projection.facts.KindField.text;

import io.ledgerline.event.record.RecordKind;
import io.ledgerline.graph.Standard;
import io.ledgerline.projection.facts.KindField.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// What becomes of the fields of the records that have no rules of their own. What is not named
/// here stays in the entry.
public final class KindTable {

  /// What a kind of record becomes.
  ///
  /// @param type the class of the node that it is about
  /// @param actor how the node refers to whoever acted: an activity was associated with, an entity
  ///   attributed to
  /// @param source where the node has a name of its own and several records tell of it: under what
  ///   it has the entry of the newest, whose values count
  record Row(
      RecordKind kind, Node type, Node actor, Optional<Node> source, List<KindField> fields) {

    Stream<Node> terms() {
      return Stream.of(Stream.of(type), source.stream(), fields.stream().flatMap(KindField::terms))
          .flatMap(nodes -> nodes);
    }
  }

  static final Node DUE_AT = term("dueAt");

  private static final SortedMap<RecordKind, Row> ROWS =
      Stream.of(
              named(
                  RecordKind.SYSTEM,
                  "System",
                  "systemIn",
                  text("tradeName", Standard.DCT_TITLE),
                  text("uniqueReference"),
                  text("provider.name", "provider"),
                  text("ourRoles", "ourRole"),
                  text("riskClass"),
                  text("annexIIIPoint"),
                  text("ground63"),
                  field("usesTraining", Form.TRUTH),
                  field("continuesLearning", Form.TRUTH),
                  field("isProductPart", Form.TRUTH),
                  text("boundary.jobs", "boundaryJobs"),
                  text("boundary.datasets", "boundaryDatasets"),
                  text("boundary.services", "boundaryServices"),
                  text("memberStates", "memberState"),
                  text("euDbUrl")),
              named(
                  RecordKind.INCIDENT,
                  "Incident",
                  "incidentIn",
                  field("detectedAt", Form.TIME),
                  field("awareAt", Form.TIME),
                  text("harmCode"),
                  field("death", Form.TRUTH),
                  field("widespread", Form.TRUTH),
                  text("description", Standard.DCT_DESCRIPTION),
                  text("causalLink"),
                  field("linkAt", Form.TIME),
                  field("releases", term("affects"), Form.RELEASE),
                  field("affectedDecisions.count", term("affectedDecisions"), Form.WHOLE),
                  parts(
                      "measures",
                      "measure",
                      term("Measure"),
                      text("text", Standard.DCT_DESCRIPTION),
                      field("at", term("takenAt"), Form.TIME)),
                  text("authority"),
                  parts(
                      "reports",
                      "report",
                      term("Report"),
                      text("type", "reportType"),
                      field("sentAt", Form.TIME)),
                  field("reports.doc", term("reportDocument"), Form.RECORD),
                  text("freezeDigest"),
                  text("status")),
              activity(
                  RecordKind.CHANGE,
                  "Change",
                  field("entity", term("subject"), Form.THING),
                  field("before", Form.THING),
                  field("after", Form.THING),
                  text("category", "changeCategory"),
                  field("relevant", term("isRelevant"), Form.TRUTH),
                  field("classifiedBy", Form.AGENT),
                  text("reason"),
                  field("plan", Form.RECORD),
                  text("detectedBy")),
              entity(
                  RecordKind.RISK,
                  "Risk",
                  text("title", Standard.DCT_TITLE),
                  text("source", "riskSource"),
                  text("origin", "riskOrigin"),
                  text("consequence"),
                  text("area", "riskArea"),
                  text("affectedGroups", "affectedGroup"),
                  text("likelihood"),
                  text("severity", "riskSeverity"),
                  parts(
                      "controls",
                      "control",
                      term("Control"),
                      text("text", Standard.DCT_DESCRIPTION),
                      text("status")),
                  field("controls.ref", term("evidence"), Form.RECORD),
                  text("residual.likelihood", "residualLikelihood"),
                  text("residual.severity", "residualSeverity"),
                  field("residual.accepted", term("residualAccepted"), Form.TRUTH),
                  field("residual.approval", term("approval"), Form.RECORD),
                  text("status")),
              entity(
                  RecordKind.MONITORING,
                  "MonitoringObservation",
                  field("release", Form.RELEASE),
                  field("modelVersion", Form.MODEL),
                  text("metric"),
                  field("value", Form.DECIMAL),
                  field("window.from", term("windowStart"), Form.TIME),
                  field("window.to", term("windowEnd"), Form.TIME),
                  text("source", "observedBy"),
                  field("baseline", Form.RECORD),
                  field("alert", Form.TRUTH),
                  text("otherSystem")),
              entity(
                  RecordKind.DATASET_DESCRIPTION,
                  "DatasetDescription",
                  field("dataset", term("describes"), Form.DATASET),
                  text("title", Standard.DCT_TITLE),
                  text("description", Standard.DCT_DESCRIPTION),
                  text("license", Standard.DCT_LICENSE),
                  text("url", "datasetUrl"),
                  field("creator", Standard.DCT_CREATOR, Form.AGENT),
                  field("datePublished", Standard.DCT_ISSUED, Form.DATE),
                  text("languages", Standard.DCT_LANGUAGE),
                  text("collection.method", "collectionMethod"),
                  text("collection.originalPurpose", "originalPurpose"),
                  text("selectionCriteria"),
                  text("assumptions"),
                  text("annotation.protocol", "annotationProtocol"),
                  text("biases"),
                  text("limitations"),
                  text("sensitiveInformation"),
                  text("useCases")),
              entity(
                  RecordKind.ASSIGNMENT,
                  "Assignment",
                  field("person", Form.AGENT),
                  field("scope", term("subject"), Form.THING),
                  text("competence"),
                  text("authority", "mandate"),
                  field("training", Form.RECORD),
                  field("validFrom", Form.TIME),
                  field("validTo", term("validUntil"), Form.TIME)),
              entity(
                  RecordKind.THRESHOLDS,
                  "ThresholdSet",
                  field("target", term("subject"), Form.THING),
                  parts(
                      "metrics",
                      "threshold",
                      term("Threshold"),
                      text("metric"),
                      text("slice.attribute", "sliceAttribute"),
                      text("slice.value", "sliceValue"),
                      text("operator"),
                      field("value", Form.DECIMAL)),
                  field("validFrom", Form.TIME),
                  field("approval", Form.RECORD)),
              entity(
                  RecordKind.DOCUMENT,
                  "DocumentFile",
                  text("docKind", "documentKind"),
                  text("title", Standard.DCT_TITLE),
                  text("version", Standard.DCAT_VERSION),
                  text("sha256", "contentDigest"),
                  text("uri", "documentUri"),
                  field("issuedAt", term("issuedAt"), Form.TIME),
                  field("validUntil", Form.TIME),
                  field("issuer", Form.AGENT),
                  field("appliesTo", term("subject"), Form.THING)),
              named(
                  RecordKind.RELEASE,
                  "Release",
                  "releaseIn",
                  text("systemVersion", Standard.DCAT_VERSION),
                  field("predecessor", Standard.PROV_WAS_REVISION_OF, Form.RELEASE),
                  text("status", "releaseStatus"),
                  field("at", term("statusSince"), Form.TIME),
                  text("forms", "form"),
                  text("memberStates", "memberState"),
                  field("modelVersions", term("modelVersion"), Form.MODEL),
                  field("instructions", Form.RECORD),
                  field("technicalFile", Form.RECORD)),
              entity(
                  RecordKind.RESOURCES,
                  "ResourceReport",
                  field("run", term("resourcesOf"), Form.RUN),
                  text("activity", "resourceActivity"),
                  text("hardware.type", "hardwareType"),
                  text("duration"),
                  field("flops", Form.DECIMAL),
                  field("energyKWh", Form.DECIMAL),
                  text("energySource"),
                  field("co2g", Form.DECIMAL),
                  text("region"),
                  text("method")),
              activity(
                  RecordKind.AUTHORITY_REQUEST,
                  "AuthorityRequest",
                  text("authority"),
                  text("scope", "requestScope"),
                  field("receivedAt", Form.TIME),
                  field("answeredAt", Form.TIME),
                  field("export", term("answeredWith"), Form.RECORD)),
              entity(
                  RecordKind.PROPOSAL,
                  "Proposal",
                  text("action"),
                  field("subject", Form.THING),
                  text("subjectDigest"),
                  text("description", Standard.DCT_DESCRIPTION),
                  field("evidence", Form.RECORD),
                  field("expiresAt", term("validUntil"), Form.TIME),
                  field("approvalsRequired", Form.WHOLE)))
          .collect(
              Collectors.toMap(Row::kind, Function.identity(), (row, twice) -> row, TreeMap::new));

  private KindTable() {}

  /// What a kind becomes.
  ///
  /// @throws IllegalArgumentException if the kind has rules of its own
  static Row row(RecordKind kind) {
    Row row = ROWS.get(kind);
    if (row == null) {
      throw new IllegalArgumentException("no row for " + kind);
    }
    return row;
  }

  /// The properties and classes that the table uses, ours and those of others.
  public static List<Node> terms() {
    return Stream.concat(Stream.of(DUE_AT), ROWS.values().stream().flatMap(Row::terms))
        .distinct()
        .toList();
  }

  private static Row entity(RecordKind kind, String type, KindField... fields) {
    return make(kind, type, Standard.PROV_WAS_ATTRIBUTED_TO, Optional.empty(), fields);
  }

  private static Row activity(RecordKind kind, String type, KindField... fields) {
    return make(kind, type, Standard.PROV_WAS_ASSOCIATED_WITH, Optional.empty(), fields);
  }

  private static Row named(RecordKind kind, String type, String source, KindField... fields) {
    return make(kind, type, Standard.PROV_WAS_ATTRIBUTED_TO, Optional.of(term(source)), fields);
  }

  private static Row make(
      RecordKind kind, String type, Node actor, Optional<Node> source, KindField... fields) {
    return new Row(kind, term(type), actor, source, Arrays.asList(fields));
  }
}
