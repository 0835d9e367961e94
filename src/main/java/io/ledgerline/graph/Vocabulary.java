package io.ledgerline.graph;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sys.JenaSystem;

/// Our own terms, as `ontology/ledgerline.ttl` defines them: meaning, domain, range and example of
/// each are there, and a test holds the two against each other.
public final class Vocabulary {

  static {
    // Before the first node: a Jena class that is touched while Jena starts finds half of it.
    JenaSystem.init();
  }

  /// What every one of our terms starts with; usual prefix `ll`.
  public static final String LL = "https://w3id.org/ledgerline/ns#";

  public static final Node LOG_CLASS = term("Log");
  public static final Node LEDGER_ENTRY_CLASS = term("LedgerEntry");
  public static final Node PROJECTION_ERROR_CLASS = term("ProjectionError");
  public static final Node SCHEMA_CLASS = term("Schema");
  public static final Node COLUMN_CLASS = term("Column");
  public static final Node COLUMN_DERIVATION_CLASS = term("ColumnDerivation");
  public static final Node MODEL_CLASS = term("Model");
  public static final Node MODEL_VERSION_CLASS = term("ModelVersion");
  public static final Node EVALUATION_CLASS = term("Evaluation");
  public static final Node DECISION_CLASS = term("Decision");
  public static final Node DECISION_CONTEXT_CLASS = term("DecisionContext");
  public static final Node OVERSIGHT_EVENT_CLASS = term("OversightEvent");
  public static final Node APPROVAL_CLASS = term("Approval");
  public static final Node STATEMENT_CLASS = term("Statement");
  public static final Node CONTRACT_CLASS = term("Contract");
  public static final Node RETRACTION_CLASS = term("Retraction");
  public static final Node FINDING_CLASS = term("Finding");
  public static final Node DOCUMENT_CLASS = term("Document");

  public static final Node SEQ = term("seq");
  public static final Node RECORDED_IN = term("recordedIn");
  public static final Node ERASED_BY = term("erasedBy");
  public static final Node RETRACTED_BY = term("retractedBy");
  public static final Node WAS_ABOUT = term("wasAbout");
  public static final Node FINDING_KIND = term("findingKind");
  public static final Node FINDING_FACTS = term("findingFacts");
  public static final Node CLOSED_IN = term("closedIn");
  public static final Node ENTRY_TYPE = term("entryType");
  public static final Node EVENT_TYPE = term("eventType");
  public static final Node EVENT_TIME = term("eventTime");
  public static final Node ORIGIN = term("origin");
  public static final Node LOG_ID = term("logId");
  public static final Node REASON = term("reason");
  public static final Node POSITION = term("position");
  public static final Node LEAF_HASH = term("leafHash");
  public static final Node MAPPING_VERSION = term("mappingVersion");
  public static final Node OUTDATED = term("outdated");
  public static final Node NAMESPACE = term("namespace");
  public static final Node NAME = term("name");
  public static final Node JOB = term("job");
  public static final Node JOB_TYPE = term("jobType");
  public static final Node STATE = term("state");
  public static final Node FIRST_EVENT_TIME = term("firstEventTime");
  public static final Node PARENT_RUN = term("parentRun");
  public static final Node UNITED_IN = term("unitedIn");
  public static final Node PARENT_JOB = term("parentJob");
  public static final Node READS = term("reads");
  public static final Node WRITES = term("writes");
  public static final Node FEEDS = term("feeds");
  public static final Node DERIVATIONS_CAPPED = term("derivationsCapped");
  public static final Node NAMED_VERSION = term("namedVersion");
  public static final Node LATEST_VERSION = term("latestVersion");
  public static final Node ROW_COUNT = term("rowCount");
  public static final Node BYTE_COUNT = term("byteCount");
  public static final Node FILE_COUNT = term("fileCount");
  public static final Node STATISTICS_IN = term("statisticsIn");
  public static final Node SCHEMA = term("schema");
  public static final Node SCHEMA_IN = term("schemaIn");
  public static final Node FIELD = term("field");
  public static final Node FIELD_NAME = term("fieldName");
  public static final Node FIELD_TYPE = term("fieldType");
  public static final Node ORDINAL = term("ordinal");
  public static final Node COLUMN_OF = term("columnOf");
  public static final Node DERIVED_FROM_COLUMN = term("derivedFromColumn");
  public static final Node SHAPED_BY_COLUMN = term("shapedByColumn");
  public static final Node COLUMN_DERIVATIONS_CAPPED = term("columnDerivationsCapped");
  public static final Node DERIVED_COLUMN = term("derivedColumn");
  public static final Node SOURCE_COLUMN = term("sourceColumn");
  public static final Node TRANSFORMATION_TYPE = term("transformationType");
  public static final Node TRANSFORMATION_SUBTYPE = term("transformationSubtype");
  public static final Node MASKING = term("masking");
  public static final Node RECORD = term("record");
  public static final Node SUPERSEDES = term("supersedes");
  public static final Node OCCURRED_AT = term("occurredAt");
  public static final Node MODEL_VERSION = term("modelVersion");
  public static final Node SUBJECT = term("subject");
  public static final Node TRAINED_BY = term("trainedBy");
  public static final Node SOURCE_RUN = term("sourceRun");
  public static final Node PRODUCED_BY_JOB = term("producedByJob");
  public static final Node TRAINED_ON = term("trainedOn");
  public static final Node VALIDATED_ON = term("validatedOn");
  public static final Node TESTED_ON = term("testedOn");
  public static final Node CALIBRATED_ON = term("calibratedOn");
  public static final Node EVALUATED_ON = term("evaluatedOn");
  public static final Node ARTIFACT_DIGEST = term("artifactDigest");
  public static final Node ARTIFACT_URI = term("artifactUri");
  public static final Node TASK = term("task");
  public static final Node PURPOSE = term("purpose");
  public static final Node RESULT = term("result");
  public static final Node METRIC = term("metric");
  public static final Node VALUE = term("value");
  public static final Node UNIT = term("unit");
  public static final Node SLICE_ATTRIBUTE = term("sliceAttribute");
  public static final Node SLICE_VALUE = term("sliceValue");
  public static final Node CI_LOW = term("ciLow");
  public static final Node CI_HIGH = term("ciHigh");
  public static final Node SAMPLE_SIZE = term("sampleSize");
  public static final Node PASSED = term("passed");
  public static final Node CONTEXT = term("context");
  public static final Node OVERSIGHT_TYPE = term("oversightType");
  public static final Node ORIGINAL_OUTCOME = term("originalOutcome");
  public static final Node NEW_OUTCOME = term("newOutcome");
  public static final Node VERDICT = term("verdict");
  public static final Node SUBJECT_DIGEST = term("subjectDigest");
  public static final Node AUTHOR = term("author");
  public static final Node VALID_UNTIL = term("validUntil");
  public static final Node BINDS = term("binds");
  public static final Node TERMS = term("terms");
  public static final Node OWNER = term("owner");
  public static final Node ROW = term("row");
  public static final Node LAW_VERSION = term("lawVersion");
  public static final Node APPLICABILITY = term("applicability");
  public static final Node ROLE = term("role");
  public static final Node ORGANISATION = term("organisation");
  public static final Node FORMAT = term("format");
  public static final Node DIGEST = term("digest");
  public static final Node TREE_SIZE = term("treeSize");

  private Vocabulary() {}

  private static Node term(String name) {
    return NodeFactory.createURI(LL + name);
  }
}
