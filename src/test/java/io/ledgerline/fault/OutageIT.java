package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.embedded.SharedPrograms;
import io.ledgerline.http.Requests;
import io.ledgerline.wiring.Flood;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service while its database is out of reach in one way or another, and while a disk
/// is full. Each test goes on with the log that the others left.
class OutageIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final int EVENTS = 500;

  /// Whoever is turned away has waited for seconds: all of them at once, not one after the other.
  private static final int MANY_CONNECTIONS = 250;

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
      Flood again = new Flood(service, "queued-").sendAll(300, 16);
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
      service.await(() -> isRecorded(service, "while the disk is full"), SOON);
      disk.free();

      // Then
      drill.check(service);
      service.await(
          () -> !service.get("/q/health/ready").body().contains("No space left on device"), SOON);
      service.await(() -> isEmpty(disk.directory().resolve("tiles/unfinished")), SOON);
    }
  }

  @Test
  void asksToComeAgainWhileNoDataKeyCanBeWritten() throws IOException {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("keys"), 1)) {
      // Given
      Path keys = Files.createDirectories(disk.directory().resolve("datakeys"));
      disk.fill(0);
      Path fresh = directory.resolve("fresh");
      SharedPrograms.lendTo(fresh);
      try (ServiceProcess service =
          ServiceProcess.launch(
              fresh,
              ServiceProcess.freePort(),
              Map.of(
                  "LEDGERLINE_DATA_KEYS_DIRECTORY",
                  keys.toString(),
                  ServiceProcess.WAIT_MAX,
                  "PT3S"),
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
      Drill drill = new Drill(EVENTS, MANY_CONNECTIONS);
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
                "LEDGERLINE_PROJECTION_IDLE_INTERVAL",
                "PT0.1S",
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
      service.await(() -> isRecorded(service, "while the disk is full"), SOON);
      service.await(
          () -> service.get("/q/health/ready").body().contains("hardly anything is free"), SOON);
      disk.free();

      // Then
      assertThat(answered).isEqualTo(200);
      service.await(
          () -> {
            String state = graph(service);
            return state.contains("\"lag\":0") && !state.contains("renewal");
          },
          SOON);
      service.await(() -> service.get("/q/health/ready").statusCode() == 200, SOON);
    }
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
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
