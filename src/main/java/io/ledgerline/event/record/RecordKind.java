package io.ledgerline.event.record;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of record, each with a CloudEvents type and a JSON Schema of its own.
public enum RecordKind {
  /// A version of a model exists.
  MODEL_VERSION("model-version"),
  /// A model version was evaluated.
  EVALUATION("evaluation"),
  /// A model version decided, or helped to.
  DECISION("decision"),
  /// A person oversaw a decision or a model.
  OVERSIGHT("oversight"),
  /// A person approved or rejected something.
  APPROVAL("approval"),
  /// A person stated something that no system can measure.
  STATEMENT("statement"),
  /// What an event says is not so.
  RETRACTION("retraction"),
  /// What a dataset is to be like.
  CONTRACT("contract"),
  /// An AI system exists.
  SYSTEM("system"),
  /// Something went seriously wrong.
  INCIDENT("incident"),
  /// Something that a system rests on changed.
  CHANGE("change"),
  /// What may go wrong, and what is done against it.
  RISK("risk"),
  /// A model version was observed in use.
  MONITORING("monitoring"),
  /// What a dataset is and how it came about.
  DATASET_DESCRIPTION("dataset-description"),
  /// A person is to oversee something.
  ASSIGNMENT("assignment"),
  /// What evaluations have to reach.
  THRESHOLDS("thresholds"),
  /// A document exists elsewhere.
  DOCUMENT("document"),
  /// A version of a system is on the market, in service, or no longer.
  RELEASE("release"),
  /// What a run needed of machines and energy.
  RESOURCES("resources"),
  /// An authority asked for something.
  AUTHORITY_REQUEST("authority-request"),
  /// Something is proposed that others are to approve.
  PROPOSAL("proposal");

  private static final String PREFIX = "io.ledgerline.";
  private static final String SUFFIX = ".v1";

  private final String slug;

  RecordKind(String slug) {
    this.slug = slug;
  }

  /// The name in file names and in the type, as `model-version`.
  public String slug() {
    return slug;
  }

  /// The CloudEvents type, and the type of the leaf, as `io.ledgerline.model-version.v1`.
  public String type() {
    return PREFIX + slug + SUFFIX;
  }

  /// The kind of a CloudEvents type.
  public static Optional<RecordKind> ofType(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
  }
}
