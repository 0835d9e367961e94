package io.ledgerline.projection.world;

import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.Entries.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Small made-up worlds, dense enough that everything that can depend on an order does: few
/// datasets and runs, many events at equal times, late parents and job types, versions with names,
/// records that refer forth and back.
public final class Scenario {

  private static final String[] TYPES = {
    "START", "RUNNING", "OTHER", "COMPLETE", "COMPLETE", "FAIL", "ABORT"
  };
  private static final String[] JOB_TYPES = {"TASK", "DAG", "APPLICATION", "SQL_JOB"};

  private final Random random;
  private final SaidFacets said;

  /// In every other world only such facets are said as decide what follows from what.
  private Scenario(long seed) {
    this.random = new Random(seed);
    this.said = new SaidFacets(seed, seed % 2 == 0);
  }

  public static List<Event> of(long seed) {
    Scenario scenario = new Scenario(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 8 + scenario.random.nextInt(18); i > 0; i--) {
      events.add(scenario.runEvent());
    }
    for (int i = scenario.random.nextInt(3); i > 0; i--) {
      events.add(scenario.jobEvent());
      events.add(scenario.datasetEvent());
    }
    for (int i = scenario.random.nextInt(3); i > 0; i--) {
      events.add(scenario.modelVersion(i));
      events.add(scenario.decision(i));
      events.add(scenario.approval(i));
    }
    return events;
  }

  private Event runEvent() {
    int run = random.nextInt(6);
    String parent =
        random.nextInt(3) > 0
            ? ""
            : "\"parent\":{\"run\":{\"runId\":\"%s\"},\"job\":%s,\"root\":{\"run\":{\"runId\":\"%s\"},\"job\":%s}}"
                .formatted(
                    runId(random.nextInt(6)), named(random.nextInt(4)), runId(run), named(run % 4));
    return Event.lineage(
        """
        {"eventType":"%s","eventTime":"%s","producer":"urn:p","schemaURL":"urn:s#/$defs/RunEvent",
        "run":{"runId":"%s","facets":{%s}},"job":%s,"inputs":[%s],"outputs":[%s]}
        """
            .formatted(
                TYPES[random.nextInt(TYPES.length)],
                time(),
                runId(run),
                trimmed(said.run() + parent),
                job(run % 4, jobType()),
                datasets(false),
                datasets(true)));
  }

  private Event jobEvent() {
    return new Event(
        "openlineage-job-event",
        "application/json",
        Bytes.utf8(
            """
            {"eventTime":"%s","producer":"urn:p","schemaURL":"urn:s#/$defs/JobEvent",
            "job":%s,"inputs":[%s],"outputs":[%s]}
            """
                .formatted(
                    time(), job(random.nextInt(4), jobType()), datasets(false), datasets(true))));
  }

  private Event datasetEvent() {
    return new Event(
        "openlineage-dataset-event",
        "application/json",
        Bytes.utf8(
            """
            {"eventTime":"%s","producer":"urn:p","schemaURL":"urn:s#/$defs/DatasetEvent",
            "dataset":%s}
            """
                .formatted(time(), dataset(random.nextInt(4), false))));
  }

  private Event modelVersion(int number) {
    return record(
        "model-version",
        number,
        """
        "modelName":"m","version":"%d","artifactDigest":"%s","task":"t","trainingRunIds":["%s"],
        "datasets":[{"datasetVersion":%s,"role":"train"},{"datasetVersion":%s,"role":"test"}],
        "inputs":[{"name":"a","type":"b"}],"outputs":[{"name":"a","type":"b"}]
        """
            .formatted(number, digest(), runId(random.nextInt(6)), reference(), reference()));
  }

  private Event decision(int number) {
    String inputs = random.nextBoolean() ? "" : "\"inputs\":[{\"dataset\":" + reference() + "}],";
    return record(
        "decision",
        number,
        """
        "sourceRunId":"%s","decisionId":"d%d","modelVersion":%s,%s
        "decidedAt":"2026-01-01T00:00:05Z","inputDigest":"%s",
        "output":{"label":"x","score":0.5},"outcome":"y","automation":"assisted"
        """
            .formatted(runId(random.nextInt(6)), number, model(), inputs, digest()));
  }

  private Event approval(int number) {
    return record(
        "approval",
        number,
        """
        "actor":{"id":"a"},"subject":%s,"subjectDigest":"%s","verdict":"approved",
        "author":{"id":"b"}
        """
            .formatted(model(), digest()));
  }

  private Event record(String kind, int number, String fields) {
    String id = id(kind + number);
    return Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%1$s","source":"urn:s","type":"io.ledgerline.%2$s.v1",
            "data":{"recordId":"%1$s","namespace":"n","occurredAt":"%3$s",
            "producer":{"uri":"urn:p","version":"1"},"personalData":"none",%4$s}}
            """
                .formatted(id, kind, time(), fields)));
  }

  private String model() {
    int number = 1 + random.nextInt(2);
    return random.nextBoolean()
        ? "\"" + id("model-version" + number) + "\""
        : "{\"namespace\":\"n\",\"name\":\"m\",\"version\":\"" + number + "\"}";
  }

  /// A dataset, a version by its name, or a version by its run.
  private String reference() {
    String name = "{\"namespace\":\"d\",\"name\":\"" + random.nextInt(4) + "\"";
    return switch (random.nextInt(4)) {
      case 0 -> name + ",\"version\":\"" + random.nextInt(2) + "\"}";
      case 1 -> name + ",\"version\":\"" + runId(random.nextInt(6)) + "\"}";
      default -> name + "}"; // half of them
    };
  }

  private String datasets(boolean isOutput) {
    List<String> datasets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (random.nextInt(4) == 0) {
        datasets.add(dataset(i, isOutput));
      }
    }
    return String.join(",", datasets);
  }

  private String dataset(int number, boolean isOutput) {
    List<String> facets = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      facets.add("\"version\":{\"datasetVersion\":\"" + random.nextInt(2) + "\"}");
    }
    if (random.nextInt(3) == 0) {
      facets.add("\"schema\":{\"fields\":[{\"name\":\"f" + random.nextInt(3) + "\"}]}");
    }
    String counts = "\"outputStatistics\":{\"rowCount\":%d}".formatted(random.nextInt(3));
    return "{\"namespace\":\"d\",\"name\":\"%d\",\"facets\":{%s}%s}"
        .formatted(
            number,
            trimmed(said.dataset() + String.join(",", facets)),
            isOutput ? outputFacets(counts) : inputFacets());
  }

  private String outputFacets(String counts) {
    return ",\"outputFacets\":{%s}"
        .formatted(trimmed(said.output() + (random.nextBoolean() ? counts : "")));
  }

  private String inputFacets() {
    return ",\"inputFacets\":{%s}".formatted(trimmed(said.input()));
  }

  private static String trimmed(String members) {
    return members.endsWith(",") ? members.substring(0, members.length() - 1) : members;
  }

  private String jobType() {
    return random.nextInt(6) > 0
        ? ""
        : "\"jobType\":{\"processingType\":\"BATCH\",\"integration\":\"X\",\"jobType\":\"%s\"}"
            .formatted(JOB_TYPES[random.nextInt(JOB_TYPES.length)]);
  }

  private String job(int number, String facets) {
    return "{\"namespace\":\"j\",\"name\":\"%d\",\"facets\":{%s}}"
        .formatted(number, trimmed(said.job() + facets));
  }

  private static String named(int number) {
    return "{\"namespace\":\"j\",\"name\":\"%d\"}".formatted(number);
  }

  private String time() {
    return "2026-01-01T00:00:0" + random.nextInt(8) + "Z";
  }

  private static String runId(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(name).toArray()).toString();
  }

  private static String digest() {
    return "ab".repeat(32);
  }
}
