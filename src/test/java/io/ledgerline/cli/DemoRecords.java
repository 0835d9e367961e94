package io.ledgerline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes the records of the demo: what the five Spark jobs of `credit-scoring-spark.ndjson` do not
/// say, because nothing in their events is about a model, a decision or a person.
///
/// What a record says of runs, datasets, rows and the measured accuracy is taken from those events
/// and their description. Persons, statements, scores and outcomes are made up, from a fixed seed,
/// and tagged so. The same code gives the same bytes.
final class DemoRecords {

  static final String NAMESPACE = "credit-prod";
  static final String TRAIN_RUN = "01a1f9b6-6fa4-7059-944f-b162f9cae35c";
  static final String SCORE_RUN = "01a1f9b6-a661-7240-b2d7-4f66090ac280";
  static final String FEATURES = "/srv/lake/credit/features/";

  /// The parts of the model as the training run's events report them, with their sizes in bytes.
  /// The files themselves were not kept, so their listing stands for the artefact.
  static final String ARTIFACT_LISTING =
      """
      metadata 227
      stages/0_vecAssembler_0000792dbae7/metadata 353
      stages/1_logreg_84acb8a0e30f/metadata 540
      stages/1_logreg_84acb8a0e30f/data 4592
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoRecords() {}

  /// All records as structured CloudEvents, one a line.
  static String ndjson() {
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(modelVersion());
    events.add(evaluation());
    events.addAll(DemoStatements.all());
    events.addAll(DemoDecisions.all());
    events.add(approval());
    StringBuilder lines = new StringBuilder();
    for (Map<String, Object> event : events) {
      lines.append(json(event)).append('\n');
    }
    return lines.toString();
  }

  /// The record's id, the same for the same name.
  static String recordId(String kind, String name) {
    String text = "ledgerline demo/" + kind + "/" + name;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// The model version, as other records refer to it.
  static Map<String, Object> model() {
    return object("namespace", NAMESPACE, "name", "credit_default", "version", "3");
  }

  static Map<String, Object> dataset(String name) {
    return object("namespace", "file", "name", FEATURES + name);
  }

  static Map<String, Object> person(String id, String name, String role) {
    return object("id", id, "name", name, "role", role, "org", "Example Bank (fictitious)");
  }

  /// A CloudEvent around a record.
  ///
  /// @param fields what the kind adds to the envelope
  static Map<String, Object> event(
      String kind,
      String id,
      String occurredAt,
      String personalData,
      String retentionClass,
      Map<String, Object> fields) {
    Map<String, Object> data =
        object(
            "recordId", id,
            "namespace", NAMESPACE,
            "occurredAt", occurredAt,
            "producer", object("uri", "urn:example:ledgerline:demo-records", "version", "1"),
            "personalData", personalData,
            "retentionClass", retentionClass);
    data.putAll(fields);
    return object(
        "specversion",
        "1.0",
        "id",
        id,
        "source",
        "urn:example:credit-prod",
        "type",
        "io.ledgerline." + kind + ".v1",
        "time",
        occurredAt,
        "datacontenttype",
        "application/json",
        "data",
        data);
  }

  /// An object with its members in the order given: name, value, name, value, …
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Map<String, Object> modelVersion() {
    Map<String, Object> fields =
        object(
            "sourceRunId",
            TRAIN_RUN,
            "modelName",
            "credit_default",
            "version",
            "3",
            "artifactDigest",
            DemoDecisions.sha256(ARTIFACT_LISTING),
            "artifactUri",
            "/srv/lake/credit/models/credit_default/3",
            "artifactFormat",
            "Spark ML pipeline",
            "approach",
            "supervised",
            "task",
            "tabular-classification",
            "modelType",
            "logistic regression",
            "objective",
            "estimate the probability that an applicant defaults",
            "framework",
            object("name", "Apache Spark ML", "version", "3.5.6"),
            "trainingRunIds",
            List.of(TRAIN_RUN),
            "datasets",
            List.of(
                object("datasetVersion", dataset("train"), "role", "train"),
                object("datasetVersion", dataset("test"), "role", "test")),
            "inputs",
            inputs(),
            "outputs",
            List.of(object("name", "prediction", "type", "double")),
            "tags",
            object(
                "artifactDigest",
                "SHA-256 of the listing of the four parts and their sizes in bytes as the"
                    + " training run reported them; the files were not kept"));
    return event(
        "model-version",
        recordId("model-version", "credit_default/3"),
        "2026-11-20T16:07:37.136Z",
        "none",
        "documentation",
        fields);
  }

  /// The columns of the feature table but the applicant and the label.
  private static List<Object> inputs() {
    return List.of(
        object("name", "age", "type", "integer"),
        object("name", "income_k", "type", "decimal(17,6)"),
        object("name", "debt_ratio", "type", "double"),
        object("name", "months", "type", "integer"),
        object("name", "late_payments", "type", "integer"),
        object("name", "open_loans", "type", "integer"));
  }

  private static Map<String, Object> evaluation() {
    Map<String, Object> fields =
        object(
            "sourceRunId", TRAIN_RUN,
            "modelVersion", model(),
            "datasetVersions", List.of(dataset("test")),
            "purpose", "accuracy",
            "procedure",
                "Area under the ROC curve of the predicted probability of default on the 986 rows"
                    + " that the features job held out, computed once by the training job. No"
                    + " confidence interval and no groups.",
            "results", List.of(object("metric", "auc", "value", new BigDecimal("0.555"), "n", 986)),
            "evaluator", object("uri", "https://spark.apache.org/mllib", "version", "3.5.6"));
    return event(
        "evaluation",
        recordId("evaluation", "credit_default/3/test"),
        "2026-11-20T16:07:37.135Z",
        "none",
        "documentation",
        fields);
  }

  private static Map<String, Object> approval() {
    Map<String, Object> fields =
        object(
            "actor", person("p-ferrer", "Marta Ferrer", "head of credit risk"),
            "subject", model(),
            "subjectDigest", DemoDecisions.sha256(ARTIFACT_LISTING),
            "verdict", "conditional",
            "conditions",
                "Until a version with an AUC of 0.70 or more replaces it, a person decides every"
                    + " decline again. No use for limits, pricing or collection.",
            "author", person("p-lindqvist", "Jonas Lindqvist", "model developer"),
            "validUntil", "2027-02-28T00:00:00Z",
            "tags", object("fictitious", "persons, verdict and conditions"));
    return event(
        "approval",
        recordId("approval", "credit_default/3"),
        "2026-11-20T18:12:00Z",
        "personal",
        "documentation",
        fields);
  }
}
