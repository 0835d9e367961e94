package io.ledgerline.projection.world;

import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.Entries.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Records about the model of the credit-scoring pipeline, as its team would send them.
public final class CreditRecords {

  /// The run of `credit_train`, above all that it started.
  public static final String TRAIN_RUN = "01a1f9b6-6fa4-7059-944f-b162f9cae35c";

  /// The run of `credit_score`.
  public static final String SCORE_RUN = "01a1f9b6-a661-7240-b2d7-4f66090ac280";

  private static final String DIGEST = "9f".repeat(32);
  private static final String MODEL =
      "{\"namespace\":\"credit-prod\",\"name\":\"credit_default\",\"version\":\"3\"}";

  private CreditRecords() {}

  /// All of them: references go by id as well as by name, and forth as well as back.
  public static List<Event> all() {
    List<Event> events = new ArrayList<>();
    events.add(oversight("A-2"));
    events.add(approval());
    events.add(modelVersion());
    events.add(evaluation());
    events.add(statement());
    events.add(decision("A-1", MODEL));
    events.add(decision("A-2", "\"" + id("model-version") + "\""));
    events.add(decision("A-3", MODEL));
    return events;
  }

  /// The record id of a decision.
  public static String decisionRecordId(String decisionId) {
    return id(decisionId);
  }

  /// The record id of the evaluation.
  public static String evaluationRecordId() {
    return id("evaluation");
  }

  static String id(String name) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(name).toArray()).toString();
  }

  /// The model version, with the datasets that it learned from and was tested on.
  public static Event modelVersion() {
    return record(
        "model-version",
        id("model-version"),
        "2026-11-20T16:07:37.2Z",
        """
        "modelName":"credit_default","version":"3","artifactDigest":"%s",
        "artifactUri":"/srv/lake/credit/models/credit_default/3","task":"tabular-classification",
        "trainingRunIds":["%s"],"license":"Apache-2.0",
        "datasets":[{"datasetVersion":%s,"role":"train"},{"datasetVersion":%s,"role":"test"}],
        "inputs":[{"name":"age","type":"integer"}],"outputs":[{"name":"p","type":"double"}]
        """
            .formatted(DIGEST, TRAIN_RUN, features("train"), features("test")));
  }

  static Event evaluation() {
    return record(
        "evaluation",
        id("evaluation"),
        "2026-11-20T16:07:37.3Z",
        """
        "sourceRunId":"%s","modelVersion":%s,"datasetVersions":[%s],"purpose":"accuracy",
        "procedure":"AUC on the rows held out",
        "results":[{"metric":"auc","value":0.5550,"n":986},
          {"metric":"auc","value":0.541,"slice":{"attribute":"age","value":"under 30"}}],
        "evaluator":{"uri":"https://spark.apache.org","version":"3.5.6"}
        """
            .formatted(TRAIN_RUN, MODEL, features("test")));
  }

  /// A decision within the scoring run.
  public static Event decision(String decisionId, String modelReference) {
    return record(
        "decision",
        id(decisionId),
        "2026-11-20T16:07:45.1Z",
        """
        "sourceRunId":"%s","decisionId":"%s","modelVersion":%s,"inputs":[{"dataset":%s}],
        "decidedAt":"2026-11-20T16:07:45.1Z","inputDigest":"%s",
        "output":{"label":"default","score":0.61},"outcome":"declined","automation":"assisted"
        """
            .formatted(SCORE_RUN, decisionId, modelReference, features("credit_features"), DIGEST));
  }

  static Event oversight(String decisionId) {
    return record(
        "oversight",
        id("oversight " + decisionId),
        "2026-11-20T17:00:00Z",
        """
        "actor":{"id":"emp-42","name":"Ada Okafor","role":"credit officer","org":"Example Bank"},
        "decision":"%s","type":"override","startedAt":"2026-11-20T16:55:00Z",
        "endedAt":"2026-11-20T17:00:00Z","originalOutcome":"declined","newOutcome":"granted",
        "reason":"The second income was not counted."
        """
            .formatted(id(decisionId)));
  }

  static Event approval() {
    return record(
        "approval",
        id("approval"),
        "2026-11-20T16:10:00Z",
        """
        "actor":{"id":"emp-7","name":"Marta Ferrer"},"subject":%s,"subjectDigest":"%s",
        "verdict":"conditional","conditions":"A person decides every decline again.",
        "author":{"id":"emp-19","name":"Jonas Lindqvist"},"validUntil":"2027-05-31T00:00:00Z"
        """
            .formatted(MODEL, DIGEST));
  }

  static Event statement() {
    return record(
        "statement",
        id("statement"),
        "2026-11-20T16:09:00Z",
        """
        "actor":{"id":"emp-7","name":"Marta Ferrer"},"rowIds":["AN4.1a.1"],
        "lawVersion":"2026-07-27","language":"en","text":"Not for credit limits.",
        "scope":"%s","applicability":"applies","validFrom":"2026-11-20T00:00:00Z"
        """
            .formatted(id("model-version")));
  }

  private static String features(String name) {
    return "{\"namespace\":\"file\",\"name\":\"/srv/lake/credit/features/" + name + "\"}";
  }

  private static Event record(String kind, String recordId, String occurredAt, String fields) {
    String json =
        """
        {"specversion":"1.0","id":"%1$s","source":"urn:example:credit","type":"io.ledgerline.%2$s.v1",
        "time":"%3$s","datacontenttype":"application/json","data":{"recordId":"%1$s",
        "namespace":"credit-prod","occurredAt":"%3$s","producer":{"uri":"urn:example:credit",
        "version":"1"},"personalData":"none",%4$s}}
        """
            .formatted(recordId, kind, occurredAt, fields);
    return Event.record(Bytes.utf8(json));
  }
}
