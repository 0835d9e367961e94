package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.Requests;
import io.ledgerline.wiring.Flood;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service while its database is out of reach in one way or another, and while a disk
/// is full. Each test goes on with the log that the others left.
class OutageIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int EVENTS = 500;

  @TempDir static Path directory;
  private static DrillDatabase database;

  @BeforeAll
  static void begin() {
    database = DrillDatabase.in(directory.resolve("database"));
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @Test
  void goesOnWhenEveryConnectionIsLostUnderLoad() {
    try (ServiceProcess service = start()) {
      // Given
      Drill drill = new Drill(EVENTS);

      // When
      drill.under(service, () -> database.proxy().cutAll());

      // Then
      drill.check(service);
    }
  }

  @Test
  void asksToComeAgainWhileTheDatabaseHangsAndGoesOnAfterwards() throws IOException {
    try (ServiceProcess service = start()) {
      // Given
      Drill drill = new Drill(EVENTS);
      drill.check(service);

      // When
      database.proxy().hang();
      long begun = System.nanoTime();
      HttpResponse<String> meanwhile = service.record(Requests.runEvent("while it hangs"));
      Duration answered = Duration.ofNanos(System.nanoTime() - begun);
      database.proxy().goOn();

      // Then
      assertThat(meanwhile.statusCode()).isEqualTo(503);
      assertThat(meanwhile.headers().firstValue("Retry-After")).isPresent();
      assertThat(answered).isLessThan(ANSWER_MAX);
      drill.check(service);
    }
  }

  @Test
  void opensNewConnectionsWhenTheOldOnesNeverAnswerAgain() {
    try (ServiceProcess service = start("LEDGERLINE_DB_SILENCE_MAX", "PT4S")) {
      // Given
      Drill drill = new Drill(EVENTS);

      // When
      drill.under(service, () -> database.proxy().forsake());

      // Then
      drill.check(service);
    }
  }

  @Test
  void turnsAwayWhatTheQueueCannotHoldAndLosesNothing() {
    try (ServiceProcess service = start("LEDGERLINE_LEDGER_QUEUE_ENTRIES_MAX", "64")) {
      // Given
      Drill drill = new Drill(EVENTS);
      drill.check(service);

      // When
      database.proxy().hang();
      Flood flood = new Flood(service, "queued-").send(300, 300);
      database.proxy().goOn();

      // Then
      assertThat(flood.statuses()).hasSize(300).containsOnly(503);
      drill.check(service);
      Flood again = new Flood(service, "queued-").send(300, 16);
      assertThat(again.statuses()).hasSize(300).allMatch(status -> status / 100 == 2);
      assertThat(
              again.receiptByEvent().values().stream().map(receipt -> receipt.index()).distinct())
          .hasSize(300);
    }
  }

  @Test
  void recordsAndSaysWhatItCannotPublishWhileTheDiskOfTilesAndAnchorsIsFull() {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), 4);
        ServiceProcess service =
            start(
                "LEDGERLINE_TILES_DIRECTORY", disk.directory().resolve("tiles").toString(),
                "LEDGERLINE_ANCHOR_DIRECTORIES", disk.directory().resolve("anchors").toString(),
                "LEDGERLINE_ANCHOR_INTERVAL", "PT0.2S")) {
      // Given
      Drill drill = new Drill(EVENTS);
      drill.check(service);

      // When
      disk.fill(0);
      drill.under(
          service,
          () ->
              service.await(
                  () -> service.get("/q/health/ready").body().contains("No space left on device"),
                  SOON));
      boolean isWritten = isRecorded(service, "while the disk is full");
      disk.free();

      // Then
      assertThat(isWritten).isTrue();
      drill.check(service);
      service.await(
          () -> !service.get("/q/health/ready").body().contains("No space left on device"), SOON);
      assertThat(disk.directory().resolve("tiles/unfinished")).isEmptyDirectory();
    }
  }

  @Test
  void asksToComeAgainWhileNoDataKeyCanBeWritten() throws IOException {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("keys"), 1)) {
      // Given
      Path keys = Files.createDirectories(disk.directory().resolve("datakeys"));
      disk.fill(0);
      try (ServiceProcess service =
          ServiceProcess.launch(
              directory.resolve("fresh"),
              ServiceProcess.freePort(),
              java.util.Map.of("LEDGERLINE_DATA_KEYS_DIRECTORY", keys.toString()),
              "serve")) {
        // When
        int code = service.exitCode();

        // Then
        assertThat(code).isNotZero();
        assertThat(service.printed()).contains("No space left on device");
      }
    }
  }

  @Test
  void asksToComeAgainWhileTheDiskOfTheDatabaseIsFull() {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"), 400);
        DrillDatabase small = DrillDatabase.in(disk.directory().resolve("database"));
        ServiceProcess service =
            ServiceProcess.start(
                directory.resolve("other"), ServiceProcess.freePort(), small.environment())) {
      // Given
      Drill drill = new Drill(EVENTS);
      drill.check(service);

      // When
      disk.fill(4 << 20);
      drill.under(service, () -> service.await(() -> !isRecorded(service, "probe"), SOON));
      disk.free();

      // Then
      drill.check(service);
    }
  }

  @Test
  void keepsTheGraphThatAnswersWhileItsDiskHasNoRoomForAnotherAndRecordsOnWhereItHasNone() {
    start().close();
    try (SmallDisk disk = SmallDisk.at(directory.resolve("home").resolve("graph"), 600);
        ServiceProcess service =
            start(
                "LEDGERLINE_GRAPH_FREE_BYTES_MIN",
                Integer.toString(256 << 20),
                "LEDGERLINE_GRAPH_RENEWAL_RETRY_AFTER",
                "PT0.5S")) {
      // Given
      new Drill(EVENTS).check(service);
      service.await(() -> graph(service).contains("\"lag\":0"), SOON);

      // When
      disk.fill(128 << 20);
      assertThat(service.post("/api/v1/graph/rebuild").statusCode()).isEqualTo(202);
      service.await(() -> graph(service).contains("halted"), SOON);
      int answered = service.get("/sparql?query=ASK%20%7B%7D").statusCode();
      disk.fill(32 << 20);
      boolean isWritten = isRecorded(service, "while the disk is full");
      service.await(
          () -> service.get("/q/health/ready").body().contains("hardly anything is free"), SOON);
      disk.free();

      // Then
      assertThat(answered).isEqualTo(200);
      assertThat(isWritten).isTrue();
      service.await(
          () -> graph(service).contains("\"lag\":0") && !graph(service).contains("renewal"), SOON);
      assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(200);
    }
  }

  private static String graph(ServiceProcess service) {
    return service.get("/api/v1/graph").body();
  }

  private static boolean isRecorded(ServiceProcess service, String name) {
    try {
      return service.record(Requests.runEvent(name + System.nanoTime())).statusCode() / 100 == 2;
    } catch (IOException broken) {
      return false;
    }
  }

  private static ServiceProcess start(String... more) {
    return ServiceProcess.start(
        directory.resolve("home"), ServiceProcess.freePort(), database.environment(more));
  }
}
