package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.Requests;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program over a database that was restored, or lost, under its anchors.
@Execution(ExecutionMode.CONCURRENT)
class RollbackIT {

  private static final Map<String, String> SIGNING_OFTEN =
      Map.of("LEDGERLINE_LEDGER_CHECKPOINT_INTERVAL", "PT0.2S");
  private static final Duration UP_MAX = Duration.ofMinutes(3);

  @TempDir private Path temporary;
  private int sent;

  @Test
  void aRestoredDatabaseIsReadAndNotWrittenUntilTheRightOneIsBack() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    Path database = home.resolve("pg/data");
    Path backup = temporary.resolve("backup");
    Path newer = temporary.resolve("newer");
    run(home, 2);
    copy(database, backup);
    run(home, 3);
    Files.move(database, newer);
    Files.move(backup, database);

    // When
    ServiceProcess service = ServiceProcess.launch(home, ServiceProcess.freePort(), "serve");
    service.await(() -> service.get("/q/health/live").statusCode() == 200, UP_MAX);

    // Then
    HttpResponse<String> ready = service.get("/q/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("the database has 3 entries, the anchor ")
        .contains("0000000000000000006.checkpoint covers 6: it is an older state");
    HttpResponse<String> refused = service.record(event());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(service.get("/api/v1/entries/2").statusCode()).isEqualTo(200);
    assertThat(service.get("/api/v1/entries/2/proof").statusCode()).isEqualTo(200);
    assertThat(service.get("/api/v1/entries/3").statusCode()).isEqualTo(404);
    assertThat(service.get("/log/checkpoint").body().lines().skip(1).findFirst()).contains("3");
    service.close();

    // And when
    delete(database);
    Files.move(newer, database);
    try (ServiceProcess again = ServiceProcess.start(home)) {
      // Then
      assertThat(again.record(event()).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void aNewDatabaseUnderOldAnchorsIsNotBegun() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    run(home, 1);
    delete(home.resolve("pg/data"));
    delete(home.resolve("graph"));

    // When
    ServiceProcess service = ServiceProcess.launch(home, ServiceProcess.freePort(), "serve");
    service.await(() -> service.get("/q/health/live").statusCode() == 200, UP_MAX);

    // Then
    assertThat(service.get("/q/health/ready").body())
        .contains("with 2 entries, signed by this installation's key");
    assertThat(service.record(event()).statusCode()).isEqualTo(503);
    assertThat(service.get("/api/v1/entries/0").statusCode()).isEqualTo(404);
    assertThat(service.get("/log/checkpoint").statusCode()).isEqualTo(503);
    service.close();
  }

  /// Until everything is signed: what the end of a service leaves is anchored then.
  private void run(Path home, int events) throws IOException {
    try (ServiceProcess service =
        ServiceProcess.start(home, ServiceProcess.freePort(), SIGNING_OFTEN)) {
      for (int i = 0; i < events; i++) {
        assertThat(service.record(event()).statusCode()).isEqualTo(201);
      }
      String size = Integer.toString(1 + sent);
      service.await(
          () ->
              service
                  .get("/log/checkpoint")
                  .body()
                  .lines()
                  .skip(1)
                  .findFirst()
                  .orElse("")
                  .equals(size),
          UP_MAX);
    }
  }

  private String event() {
    return Requests.runEvent("event-" + sent++);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> found = Files.walk(from)) {
      paths = found.toList();
    }
    for (Path path : paths) {
      Files.copy(
          path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
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
