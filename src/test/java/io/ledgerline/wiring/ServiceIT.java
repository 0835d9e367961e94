package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.http.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program against what happens to it in production. Every test starts it on the state
/// that the others left, as an operator does.
class ServiceIT {

  private static final String COUNT =
      "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D";

  private static final Duration AWAIT_MAX = Duration.ofMinutes(2);
  private static final Duration AWAY = Duration.ofSeconds(10);

  @TempDir static Path directory;

  private static Path home() {
    return directory.resolve("home");
  }

  @Test
  void answersTenThousandAtOnceAndRecordsWhatItAcknowledgedOnce() {
    try (ServiceProcess service = ServiceProcess.start(home())) {
      // Given
      Flood flood = new Flood(service, "flood-");

      // When
      flood.send(10_000, 512);

      // Then
      assertThat(flood.statuses()).hasSize(10_000);
      assertThat(Set.copyOf(flood.statuses())).isSubsetOf(Set.of(200, 201, 503));
      assertThat(indices(flood)).hasSameSizeAs(flood.receiptByEvent().values());
      assertSound(service);
    }
  }

  @Test
  void forgetsABodyThatTheClientDidNotFinish() throws IOException {
    try (ServiceProcess service = ServiceProcess.start(home())) {
      // Given
      String event = Requests.runEvent("hung-up");
      String key = Files.readString(home().resolve("keys/admin.key")).strip();
      String head =
          "POST /api/v1/lineage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + key
              + "\r\nContent-Length: "
              + event.length()
              + "\r\n\r\n";

      // When
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
        socket
            .getOutputStream()
            .write((head + event.substring(0, 100)).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }

      // Then
      assertThat(service.record(event).statusCode()).isEqualTo(201);
      assertThat(service.printed()).doesNotContain("ERROR");
    }
  }

  @Test
  void goesOnWhenTheDatabaseWasGoneForTenSeconds() throws IOException {
    try (ServiceProcess service =
        ServiceProcess.start(
            home(), ServiceProcess.freePort(), Map.of(ServiceProcess.WAIT_MAX, "PT3S"))) {
      // Given
      String event = Requests.runEvent("outage");
      Receipt before = receipt(service.record(Requests.runEvent("before the outage")));
      List<ProcessHandle> database = service.databaseProcesses();
      long stopped = System.nanoTime();
      signal("STOP", database);

      // When
      HttpResponse<String> meanwhile = service.record(event);
      service.await(() -> System.nanoTime() - stopped > AWAY.toNanos(), AWAIT_MAX);
      signal("CONT", database);
      service.await(() -> isRecorded(service, event), AWAIT_MAX);

      // Then
      assertThat(meanwhile.statusCode()).isEqualTo(503);
      assertThat(meanwhile.headers().firstValue("Retry-After")).isPresent();
      assertThat(service.printed()).doesNotContain("Uncaught", "\tat ");
      assertRecorded(service, before);
      assertSound(service);
    }
  }

  @Test
  void losesNothingThatItAcknowledgedWhenEverythingIsKilled() {
    Flood flood;
    try (ServiceProcess service = ServiceProcess.start(home())) {
      // Given
      flood = new Flood(service, "killed-");
      CompletableFuture<Flood> sending =
          CompletableFuture.supplyAsync(
              () -> flood.send(3_000, 64), Thread.ofPlatform().daemon()::start);
      service.await(() -> flood.receiptByEvent().size() > 500, AWAIT_MAX);

      // When
      List<ProcessHandle> database = service.databaseProcesses();
      service.kill();
      database.forEach(ProcessHandle::destroyForcibly);
      sending.join();
    }

    // Then
    try (ServiceProcess service = ServiceProcess.start(home())) {
      flood.receiptByEvent().values().stream().limit(200).forEach(r -> assertRecorded(service, r));
      Flood again = new Flood(service, "killed-").sendAll(3_000, 64);
      assertThat(again.receiptByEvent()).containsAllEntriesOf(flood.receiptByEvent());
      assertThat(indices(again)).hasSize(3_000);
      assertSound(service);
    }
  }

  @Test
  void refusesToStartWhereItsPortIsTakenInOneLine() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServiceProcess second = ServiceProcess.launch(home(), taken.getLocalPort(), "serve");

      // When
      int code = second.exitCode();

      // Then
      assertThat(code).isEqualTo(78);
      assertThat(said(second))
          .singleElement()
          .asString()
          .startsWith("ledgerline: cannot listen on 127.0.0.1 port " + taken.getLocalPort())
          .contains("QUARKUS_HTTP_PORT");
    }
  }

  @Test
  void refusesToShareItsHomeInOneLine() {
    try (ServiceProcess first = ServiceProcess.start(home())) {
      // Given
      ServiceProcess second = ServiceProcess.launch(home(), ServiceProcess.freePort(), "serve");

      // When
      int code = second.exitCode();

      // Then
      assertThat(code).isEqualTo(78);
      assertThat(said(second))
          .singleElement()
          .asString()
          .startsWith("ledgerline: another ledgerline uses " + home());
      assertThat(first.get("/q/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tellsWhetherAStoppedServiceHasAllItsEntries() {
    // Given
    ServiceProcess.start(home()).close();

    // When
    ServiceProcess check = ServiceProcess.launch(home(), ServiceProcess.freePort(), "check");

    // Then
    assertThat(check.exitCode()).isZero();
    assertThat(check.printed()).contains("were hashed again: everything fits");
  }

  @Test
  void fillsTheGraphAnewWhenItsDirectoryIsDeleted() throws IOException {
    // Given
    String before;
    try (ServiceProcess service = ServiceProcess.start(home())) {
      service.record(Requests.runEvent("before the graph was deleted"));
      before = graphThatHasFollowed(service);
    }
    delete(home().resolve("graph"));

    // When
    String after;
    try (ServiceProcess service = ServiceProcess.start(home())) {
      after = graphThatHasFollowed(service);
    }

    // Then
    assertThat(after).isEqualTo(before);
  }

  private static String graphThatHasFollowed(ServiceProcess service) {
    service.await(
        () -> service.get("/q/health/ready").body().replace(" ", "").contains("\"lag_entries\":0"),
        AWAIT_MAX);
    return service.get(COUNT).body();
  }

  private static void assertSound(ServiceProcess service) {
    assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
  }

  private static void assertRecorded(ServiceProcess service, Receipt receipt) {
    assertThat(service.get("/api/v1/entries/" + receipt.index()).body())
        .contains(receipt.leaf().hash().toBase64());
  }

  private static boolean isRecorded(ServiceProcess service, String event) {
    try {
      return service.record(event).statusCode() / 100 == 2;
    } catch (IOException broken) {
      return false;
    }
  }

  private static Receipt receipt(HttpResponse<String> response) {
    return Receipt.parse(Bytes.utf8(response.body()));
  }

  private static Set<Long> indices(Flood flood) {
    return flood.receiptByEvent().values().stream().map(Receipt::index).collect(Collectors.toSet());
  }

  /// What the program said, less what the Java platform says of libraries.
  private static List<String> said(ServiceProcess service) {
    return service
        .printed()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
        .toList();
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    try {
      for (ProcessHandle process : processes) {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      }
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
