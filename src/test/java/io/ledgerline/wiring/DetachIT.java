package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program, whose log has segments of 256 entries: one is exported, and taken out of
/// the database by the owner's role.
@Execution(ExecutionMode.CONCURRENT)
class DetachIT {

  private static final Duration AWAIT_MAX = Duration.ofMinutes(2);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LEDGERLINE_LOG_SEGMENT_SIZE", "256",
          "LEDGERLINE_SEGMENT_SEAL_INTERVAL", "PT1S");

  @TempDir private Path temporary;

  @Test
  void aDetachedSegmentIsGoneAndProvedStill() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    String proof;
    String archive;
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), ENVIRONMENT)) {
      model(service, "credit", "0196e0c4", "01a1f9b5");
      Decisions.send(service, 0, 600);
      service.await(() -> segments(service) == 2, AWAIT_MAX);
      proof = path(service.get("/api/v1/entries/5/proof").body());
      archive = export(service);
      ServiceProcess early = service.command("detach", "run", "0", "--archive", archive);
      assertThat(early.exitCode()).isEqualTo(1);
      assertThat(early.printed()).contains("no entry announces that segment 0 is kept");

      // When
      ServiceProcess announced =
          service.command(
              "detach",
              "announce",
              "0",
              "--archive",
              temporary.resolve("segment-0").toString(),
              "--by",
              "ops-1");
      assertThat(announced.exitCode()).describedAs(announced.printed()).isZero();
      long recordedBy =
          Long.parseUnsignedLong(announced.printed().replaceAll("(?s).*entry (\\d+) .*", "$1"));
      service.await(() -> size(service) > recordedBy, AWAIT_MAX);
      ServiceProcess run = service.command("detach", "run", "0", "--archive", archive);

      // Then
      assertThat(run.exitCode()).describedAs(run.printed()).isZero();
      assertThat(run.printed()).contains("begins with entry 256 now");
      assertGone(service, archive, recordedBy);
      assertWorks(service, proof);
      model(service, "debit", "0196e0c5", "01a1f9b6");
      service.await(
          () ->
              service
                      .get("/api/v1/models/debit-prod/debit_default/versions/3/evidence")
                      .statusCode()
                  == 200,
          AWAIT_MAX);
    }

    // And when
    delete(home.resolve("graph"));
    try (ServiceProcess again =
        ServiceProcess.start(home, ServiceProcess.freePort(), ENVIRONMENT)) {
      // Then
      assertThat(path(again.get("/api/v1/entries/255/proof").body())).isNotEmpty();
      again.await(
          () -> again.get("/q/health/ready").body().contains("\"lag_entries\": 0"), AWAIT_MAX);
      assertThat(again.printed()).contains("the lineage graph does without entries 0 to 255");
      assertThat(again.post("/api/v1/check").body()).contains("\"sound\":true");
    }
  }

  private static void model(ServiceProcess service, String desk, String record, String run)
      throws IOException {
    String event =
        Files.readString(Path.of("ontology/schemas/examples/model-version.json"))
            .replace("credit", desk)
            .replace("0196e0c4", record)
            .replace("01a1f9b5", run);
    assertThat(
            service
                .post("/api/v1/events", event, "Content-Type", "application/cloudevents+json")
                .statusCode())
        .isEqualTo(201);
  }

  private String export(ServiceProcess service) {
    Path directory = temporary.resolve("segment-0");
    ServiceProcess export =
        service.command("export", "segment", "0", "--out", directory.toString());
    assertThat(export.exitCode()).describedAs(export.printed()).isZero();
    return export.printed().replaceAll("(?s).*manifest is ([0-9a-f]{64}).*", "$1");
  }

  private static void assertGone(ServiceProcess service, String archive, long recordedBy) {
    for (String path :
        List.of(
            "/api/v1/models/credit-prod/credit_default/versions/3/evidence",
            "/api/v1/entries/5",
            "/api/v1/entries/255/payload",
            "/api/v1/export/entries?from=0&before=10")) {
      HttpResponse<String> gone = service.get(path);
      assertThat(gone.statusCode()).isEqualTo(410);
      JsonObject problem = Decisions.json(gone.body());
      assertThat(problem.string("type")).contains("https://w3id.org/ledgerline/problems/detached");
      assertThat(problem.string("archive")).contains(archive);
      assertThat(problem.integer("first")).contains(0L);
      assertThat(problem.integer("last")).contains(255L);
      assertThat(problem.integer("recorded_by")).contains(recordedBy);
    }
    JsonObject known = Decisions.send(service, 3, 4).getFirst();
    assertThat(known.object("known").orElseThrow().get("detached")).isPresent();
  }

  private static void assertWorks(ServiceProcess service, String proof) {
    assertThat(service.get("/api/v1/entries/256").statusCode()).isEqualTo(200);
    assertThat(service.get("/log/tile/0/000").statusCode()).isEqualTo(200);
    assertThat(service.get("/log/tile/entries/000").statusCode()).isEqualTo(200);
    service.await(() -> service.get("/q/health/ready").statusCode() == 200, AWAIT_MAX);
    assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
    long before = size(service);
    Decisions.send(service, 600, 610);
    service.await(() -> size(service) > before, AWAIT_MAX);
    String now = path(service.get("/api/v1/entries/5/proof").body());
    // The eight hashes within the segment are the same.
    assertThat(now.lines().limit(8)).isEqualTo(proof.lines().limit(8).toList());
    ServiceProcess verify =
        service.command(
            "verify",
            "--url",
            "http://127.0.0.1:" + service.port(),
            "--vkey",
            service.get("/log/vkey").body().strip());
    assertThat(verify.exitCode()).describedAs(verify.printed()).isZero();
  }

  /// The hashes of a proof file.
  private static String path(String file) {
    String text = file.substring(file.indexOf("index "));
    return text.substring(text.indexOf('\n') + 1, text.indexOf("\n\n") + 1);
  }

  private static long segments(ServiceProcess service) {
    return Decisions.json(service.get("/api/v1/export/segments").body()).array("segments").size();
  }

  private static long size(ServiceProcess service) {
    return Long.parseUnsignedLong(
        service.get("/log/checkpoint").body().lines().skip(1).findFirst().orElse("0"));
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(directory)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
