package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.merkle.ConsistencyFile;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program moves a log: it is exported from a running service, and imported into an
/// empty home. The log has a rotated key, data subjects, an erasure and legal holds.
@Execution(ExecutionMode.CONCURRENT)
class MovedLogIT {

  private static final Duration AWAIT_MAX = Duration.ofMinutes(2);
  private static final int DECISIONS = 3_000;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LEDGERLINE_LOG_SEGMENT_SIZE", "256",
          "LEDGERLINE_SEGMENT_SEAL_INTERVAL", "PT1S",
          "LEDGERLINE_RETENTION_SCHEDULED", "false");

  @TempDir private Path temporary;

  /// What somebody kept of the first installation.
  private final List<JsonObject> receipts = new ArrayList<>();

  private final List<String> proofs = new ArrayList<>();
  private String entry = "";
  private String holds = "";
  private String keys = "";
  private long size;

  @Test
  void aMovedLogGoesOnUnderItsOwnProofs() throws IOException {
    // Given
    Path old = temporary.resolve("old");
    Path archive = temporary.resolve("archive");
    exported(old, archive);
    Path broken = home(old, "broken");
    Path moved = home(old, "moved");

    // When
    flip(archive.resolve("units/003.ndjson"));
    ServiceProcess refused = imported(broken, archive);
    flip(archive.resolve("units/003.ndjson"));
    long written = killedWhileItWrites(moved, archive);
    ServiceProcess imported = imported(moved, archive);

    // Then
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.printed())
        .contains("units/003.ndjson was changed: its SHA-256 is not that of MANIFEST.sha256");
    assertThat(written).isBetween(1L, size - 1);
    assertThat(imported.exitCode()).describedAs(imported.printed()).isZero();
    assertThat(imported.printed())
        .contains("these legal holds are in force")
        .doesNotContain("could not be read for findings");
    try (ServiceProcess service =
        ServiceProcess.start(moved, ServiceProcess.freePort(), ENVIRONMENT)) {
      assertProofs(service);
      assertWhatIsKeptBeside(service);
      service.await(() -> segments(service) >= size / 256, AWAIT_MAX);
      assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
    }
  }

  private void exported(Path home, Path archive) throws IOException {
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), ENVIRONMENT)) {
      receipts.addAll(Decisions.send(service, 0, 1_000));
      hold(service, "subject", "\"subject\":\"applicant-7\"");
      hold(service, "range", "\"first\":100,\"last\":103");
      String lifted = hold(service, "lifted", "\"first\":200,\"last\":220");
      assertThat(
              service
                  .post(
                      "/api/v1/holds/" + lifted + "/lift",
                      "{\"authorised_by\":\"counsel-1\"}",
                      "Content-Type",
                      "application/json")
                  .statusCode())
          .isEqualTo(200);
      assertThat(erase(service, "e-1", "\"subject\":\"applicant-9\"").statusCode()).isEqualTo(201);
      proofs.add(proof(service, 7));
    }
    assertThat(ServiceProcess.launch(home, ServiceProcess.freePort(), "keys", "rotate").exitCode())
        .isZero();
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), ENVIRONMENT)) {
      Decisions.send(service, 1_000, 2_000);
      Decisions.send(service, 2_000, DECISIONS);
      service.await(() -> service.get("/log/checkpoint").body().lines().count() >= 6, AWAIT_MAX);
      proofs.add(proof(service, 1_500));
      entry = service.get("/api/v1/entries/1234").body();
      holds = service.get("/api/v1/holds").body();
      keys = service.get("/log/keys").body();
      ServiceProcess export = service.command("export", "log", "--out", archive.toString());
      assertThat(export.exitCode()).describedAs(export.printed()).isZero();
      size = Long.parseUnsignedLong(Files.readAllLines(archive.resolve("checkpoint")).get(1));
    }
  }

  private static String hold(ServiceProcess service, String key, String what) {
    HttpResponse<String> placed =
        service.post(
            "/api/v1/holds",
            "{\"matter\":\"case-1\",\"authorised_by\":\"counsel-1\",%s}".formatted(what),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            key);
    assertThat(placed.statusCode()).describedAs(placed.body()).isEqualTo(201);
    return Decisions.json(placed.body()).string("hold").orElseThrow();
  }

  private static HttpResponse<String> erase(ServiceProcess service, String key, String what) {
    return service.post(
        "/api/v1/erasures",
        "{\"legal_basis\":\"art-17\",\"authorised_by\":\"dpo-1\",%s}".formatted(what),
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        key);
  }

  private static String proof(ServiceProcess service, long index) {
    String path = "/api/v1/entries/" + index + "/proof";
    service.await(() -> service.get(path).statusCode() == 200, AWAIT_MAX);
    return service.get(path).body();
  }

  /// An empty home with the keys of another.
  private Path home(Path old, String name) throws IOException {
    Path home = temporary.resolve(name);
    Files.createDirectories(home);
    SharedPrograms.lendTo(home);
    Files.createDirectory(home.resolve("keys"));
    Files.setPosixFilePermissions(
        home.resolve("keys"), Files.getPosixFilePermissions(old.resolve("keys")));
    for (String key : List.of("log.seed", "log-next.seed", "identity.key", "subject.key")) {
      Files.copy(
          old.resolve("keys").resolve(key),
          home.resolve("keys").resolve(key),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return home;
  }

  private static ServiceProcess imported(Path home, Path archive) {
    ServiceProcess process =
        ServiceProcess.launch(
            home, ServiceProcess.freePort(), ENVIRONMENT, "import", archive.toString());
    assertThat(process.exitCode()).isNotEqualTo(64);
    return process;
  }

  /// @return how many entries were written when it was killed, or a little before
  private static long killedWhileItWrites(Path home, Path archive) {
    ServiceProcess process =
        ServiceProcess.launch(
            home, ServiceProcess.freePort(), ENVIRONMENT, "import", archive.toString());
    long[] written = {0};
    process.await(() -> (written[0] = written(home)) > 0, Duration.ofMinutes(3));
    process.kill();
    return written[0];
  }

  private static long written(Path home) {
    try {
      String port = Files.readString(home.resolve("pg/port")).strip();
      String password = Files.readString(home.resolve("keys/postgresql-app")).strip();
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:postgresql://127.0.0.1:" + port + "/ledgerline", "ledger_app", password);
          Statement statement = connection.createStatement()) {
        return written(statement);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (SQLException notYet) {
      return 0;
    }
  }

  /// Asks all the time: what is imported is there within a second or two.
  private static long written(Statement statement) throws SQLException {
    long size = 0;
    while (size == 0) {
      try (var row = statement.executeQuery("SELECT coalesce(max(size), 0) FROM ledger.head")) {
        row.next();
        size = row.getLong(1);
      }
      LockSupport.parkNanos(1_000_000);
    }
    return size;
  }

  private void assertProofs(ServiceProcess service) throws IOException {
    assertThat(service.get("/api/v1/entries/1234").body()).isEqualTo(entry);
    Checkpoint newest =
        Checkpoint.parse(
            SignedNote.parse(service.get("/log/checkpoint").body().getBytes(StandardCharsets.UTF_8))
                .text());
    assertThat(newest.size()).isGreaterThanOrEqualTo(size);
    List<VerifierKey> trusted =
        Files.readAllLines(temporary.resolve("old/keys/log.vkeys")).stream()
            .map(VerifierKey::parse)
            .toList();
    for (String text : proofs) {
      InclusionFile file = InclusionFile.parse(text.getBytes(StandardCharsets.UTF_8));
      Checkpoint older = Checkpoint.open(file.checkpoint(), trusted);
      String leaf =
          Decisions.json(service.get("/api/v1/entries/" + file.index()).body())
              .string("leaf_hash")
              .orElseThrow();
      assertThat(
              new InclusionProof(file.index(), older.size(), file.hashes())
                  .proves(Digest.parseBase64(leaf), older.root()))
          .isTrue();
      ConsistencyProof consistency =
          ConsistencyFile.parse(
              service
                  .get("/log/consistency?from=" + older.size() + "&to=" + newest.size())
                  .body()
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(consistency.proves(older.root(), newest.root())).isTrue();
    }
    assertThat(service.get("/log/keys").body()).isEqualTo(keys);
  }

  private void assertWhatIsKeptBeside(ServiceProcess service) {
    List<JsonObject> again = Decisions.send(service, 0, 1_000);
    for (int i = 0; i < again.size(); i++) {
      if (i % 50 != 9) {
        assertThat(again.get(i).object("receipt").orElseThrow().integer("index"))
            .isEqualTo(receipts.get(i).object("receipt").orElseThrow().integer("index"));
      } else {
        assertThat(again.get(i).object("known").orElseThrow().get("erased")).isPresent();
      }
    }
    assertThat(service.get("/api/v1/holds").body()).isEqualTo(holds);
    assertThat(erase(service, "e-2", "\"subject\":\"applicant-7\"").statusCode()).isEqualTo(409);
    assertThat(erase(service, "e-3", "\"entries\":[{\"index\":102}]").statusCode()).isEqualTo(409);
    assertThat(erase(service, "e-4", "\"entries\":[{\"index\":210}]").statusCode()).isEqualTo(201);
    assertThat(erase(service, "e-5", "\"subject\":\"applicant-8\"").statusCode()).isEqualTo(201);
  }

  private static long segments(ServiceProcess service) {
    return Decisions.json(service.get("/api/v1/export/segments").body()).array("segments").size();
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
