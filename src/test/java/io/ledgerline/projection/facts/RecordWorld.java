package io.ledgerline.projection.facts;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Records of every kind about one system, that refer to each other by id and by name, forth and
/// back.
final class RecordWorld {

  static final String RELEASE =
      "{\"namespace\":\"credit-prod\",\"name\":\"credit-desk\",\"version\":\"1.4\"}";

  /// The run that wrote the features for training.
  static final String WRITING_RUN = "01a1f9b6-6097-7206-959e-240def1af0c8";

  private RecordWorld() {}

  /// The example of a kind.
  static Event example(RecordKind kind) {
    return Event.record(RealEvents.example(kind.slug()));
  }

  /// The examples of all kinds but the retraction.
  static List<Event> examples() {
    return Arrays.stream(RecordKind.values())
        .filter(kind -> kind != RecordKind.RETRACTION)
        .map(RecordWorld::example)
        .toList();
  }

  /// Lineage, the examples, and records that tell of the same things again.
  static List<Event> everything() {
    List<Event> events = new ArrayList<>(Entries.creditScoringWithRecords());
    events.addAll(examples());
    events.add(system("2026-11-21T09:00:00Z", "minimal"));
    events.add(system("2026-11-19T09:00:00Z", "unknown"));
    events.add(system("2026-11-21T09:00:00Z", "transparency"));
    events.add(observation("monitored", idOf(RecordKind.RELEASE)));
    events.add(observation("observed", RELEASE));
    events.add(reviewOfTheRelease());
    events.add(changeOfADataset());
    events.add(modelOfAView());
    events.add(decision("view-1", "7"));
    events.add(decision("view-2", "8"));
    return events;
  }

  static Event system(String occurredAt, String riskClass) {
    String text = example(RecordKind.SYSTEM).payload().utf8();
    return example(RecordKind.SYSTEM)
        .with(
            text.replace("\"high-annex3\"", "\"" + riskClass + "\"")
                .replace("2026-11-20T09:00:00Z", occurredAt)
                .replace(recordId(RecordKind.SYSTEM), id(occurredAt + riskClass)));
  }

  static Event observation(String name, String release) {
    return record(
        "monitoring",
        name,
        "2026-11-22T00:00:00Z",
        """
        "release":%s,"modelVersion":%s,"metric":"drift","value":0.1,"source":"deployer",
        "window":{"from":"2026-11-21T00:00:00Z","to":"2026-11-22T00:00:00Z"},"alert":false,
        "baseline":%s
        """
            .formatted(release, idOf(RecordKind.MODEL_VERSION), idOf(RecordKind.EVALUATION)));
  }

  static Event reviewOfTheRelease() {
    return record(
        "oversight",
        "review",
        "2026-11-22T12:00:00Z",
        """
        "actor":{"id":"emp-0042"},"release":%s,"assignment":%s,"type":"review",
        "startedAt":"2026-11-22T11:00:00Z","endedAt":"2026-11-22T12:00:00Z"
        """
            .formatted(RELEASE, idOf(RecordKind.ASSIGNMENT)));
  }

  /// From the version that [#WRITING_RUN] wrote to one that nobody knows.
  static Event changeOfADataset() {
    String dataset = "\"namespace\":\"file\",\"name\":\"/srv/lake/credit/features/train\"";
    return record(
        "change",
        "data",
        "2026-11-22T12:00:00Z",
        """
        "entity":{"kind":"dataset",%1$s},"before":{"kind":"dataset",%1$s,"version":"%2$s"},
        "after":{"kind":"dataset",%1$s,"version":"9"},"category":"unplanned","detectedBy":"diff"
        """
            .formatted(dataset, WRITING_RUN));
  }

  /// A decision that rested on a feature view.
  static Event decision(String decisionId, String viewVersion) {
    return record(
        "decision",
        decisionId,
        "2026-11-22T08:00:00Z",
        """
        "systemId":{"namespace":"credit-prod","name":"credit-desk"},"release":%s,
        "decisionId":"%s","modelVersion":{"namespace":"credit-prod","name":"views","version":"1"},
        "inputs":[{"featureView":"applicant_income","version":"%s"}],"confidence":0.7,
        "alternatives":[{"label":"paid","score":0.3}],"decidedAt":"2026-11-22T08:00:00Z",
        "inputDigest":"%s","output":{"label":"default"},"outcome":"declined",
        "automation":"automated"
        """
            .formatted(RELEASE, decisionId, viewVersion, "9f".repeat(32)));
  }

  /// A model version that learned from version 7 of a feature view.
  static Event modelOfAView() {
    return record(
        "model-version",
        "views",
        "2026-11-21T08:00:00Z",
        """
        "modelName":"views","version":"1","artifactDigest":"%s","task":"classification",
        "trainingRunIds":["7d0c0f52-62a4-4a4a-8a8e-08a4f7a5d0aa"],"datasets":[{"datasetVersion":
        {"namespace":"credit-prod","name":"applicant_income","version":"7"},"role":"train"}],
        "inputs":[{"name":"a","type":"b"}],"outputs":[{"name":"a","type":"b"}]
        """
            .formatted("9f".repeat(32)));
  }

  /// The id of the example of a kind, as JSON.
  static String idOf(RecordKind kind) {
    return "\"" + recordId(kind) + "\"";
  }

  static String recordId(RecordKind kind) {
    return example(kind).payload().utf8().replaceFirst("(?s).*?\"recordId\": \"([^\"]+)\".*", "$1");
  }

  static String id(String name) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(name).toArray()).toString();
  }

  static Event record(String kind, String name, String occurredAt, String fields) {
    return Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%1$s","source":"urn:example:credit","type":"io.ledgerline.%2$s.v1",
            "data":{"recordId":"%1$s","namespace":"credit-prod","occurredAt":"%3$s",
            "producer":{"uri":"urn:example:credit","version":"1"},"personalData":"none",%4$s}}
            """
                .formatted(id(kind + name), kind, occurredAt, fields)));
  }
}
