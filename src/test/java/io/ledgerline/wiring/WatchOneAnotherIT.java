package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.Requests;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two installations, each a witness of the other: two processes of the packaged program, with two
/// databases.
@Execution(ExecutionMode.CONCURRENT)
class WatchOneAnotherIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration UP_MAX = Duration.ofMinutes(3);

  @TempDir private Path temporary;

  /// One of the two, as its operator and the other's see it.
  private record Side(String name, Path home, int port, int seed) {

    SigningKey log() {
      return SigningKey.ofSeed(name + ".example/log", bytes(seed));
    }

    CosigningKey witness() {
      return CosigningKey.ofSeed(name + ".example/witness", bytes(seed + 100));
    }

    Map<String, String> watched(Side other) throws IOException {
      Path policy = home.resolve("witnesses.policy");
      Files.writeString(policy, policyOf(other));
      Path logs = home.resolve("logs.policy");
      Files.writeString(logs, "log " + other.log().verifierKey().text() + "\nquorum none\n");
      // A start on a busy machine is asked for longer than a second, and not left alone for a
      // minute.
      return Map.of(
          "LEDGERLINE_WITNESS_TIMEOUT",
          "PT30S",
          "LEDGERLINE_WITNESS_RETRY_MAX",
          "PT1S",
          "LEDGERLINE_WITNESS_FAULT_RETRY",
          "PT1S",
          "LEDGERLINE_LOG_ORIGIN",
          name + ".example/log",
          "LEDGERLINE_WATCH_NAME",
          name + ".example/witness",
          "LEDGERLINE_WITNESS_POLICY",
          policy.toString(),
          "LEDGERLINE_WATCH_LOGS",
          logs.toString());
    }

    String policyOf(Side other) {
      return "log %s\nwitness other %s http://127.0.0.1:%d/witness\nquorum other\n"
          .formatted(
              log().verifierKey().text(), other.witness().cosignerKey().text(), other.port());
    }

    private static byte[] bytes(int value) {
      byte[] seed = new byte[SigningKey.SEED_BYTES];
      Arrays.fill(seed, (byte) value);
      return seed;
    }
  }

  @Test
  void eachPublishesWhatTheOtherCosignedAndStopsWhenItIsTakenBack() throws IOException {
    // Given
    Side a = side("a", 7);
    Side b = side("b", 9);
    Path database = a.home().resolve("pg/data");
    Path backup = temporary.resolve("backup");
    try (ServiceProcess alone = ServiceProcess.start(a.home(), a.port(), a.watched(b))) {
      assertThat(alone.record(Requests.runEvent("first")).statusCode()).isEqualTo(201);
      // The other is not there yet: what is durable is not published.
      assertThat(alone.get("/log/checkpoint").statusCode()).isEqualTo(503);
      alone.await(
          () ->
              alone
                  .get("/q/health/ready")
                  .body()
                  .contains("the quorum of witnesses is not met; other: no answer"),
          UP_MAX);
      assertThat(alone.get("/q/health/ready").body()).contains("fault: other");
    }
    copy(database, backup);

    try (ServiceProcess right = ServiceProcess.start(b.home(), b.port(), b.watched(a))) {
      // When
      SignedNote ofA;
      SignedNote ofB;
      try (ServiceProcess left = ServiceProcess.start(a.home(), a.port(), a.watched(b))) {
        left.record(Requests.runEvent("second"));
        left.record(Requests.runEvent("third"));
        right.record(Requests.runEvent("other"));
        ofA = awaitSize(left, 4);
        ofB = awaitSize(right, 2);
        assertThat(right.get("/witness/vkey").body().strip())
            .isEqualTo(b.witness().cosignerKey().text());
        assertThat(left.get("/api/v1/entries/3/proof").statusCode()).isEqualTo(200);
      }

      // Then
      assertThat(isTrusted(a, b, ofA)).isTrue();
      assertThat(isTrusted(b, a, ofB)).isTrue();

      // And when an old backup is restored, and what was kept beside it is gone too
      delete(database);
      Files.move(backup, database);
      delete(a.home().resolve("anchors"));
      Files.delete(a.home().resolve("anchored"));
      try (ServiceProcess older = launch(a, b)) {
        // Then
        assertThat(older.get("/q/health/ready").body())
            .contains("the database has 2 entries, the anchor witness other covers 4");
        assertThat(older.record(Requests.runEvent("fork")).statusCode()).isEqualTo(503);
        assertThat(older.get("/api/v1/entries/1").statusCode()).isEqualTo(200);
      }
    }
  }

  private static ServiceProcess launch(Side side, Side other) throws IOException {
    ServiceProcess service =
        ServiceProcess.launch(side.home(), side.port(), side.watched(other), "serve");
    service.await(() -> service.get("/q/health/live").statusCode() == 200, UP_MAX);
    return service;
  }

  private static SignedNote awaitSize(ServiceProcess service, long size) {
    service.await(
        () -> {
          var answer = service.get("/log/checkpoint");
          return answer.statusCode() == 200 && sizeOf(answer.body()) >= size;
        },
        SOON);
    return note(service.get("/log/checkpoint").body());
  }

  private static boolean isTrusted(Side side, Side other, SignedNote note) {
    Policy policy = Policy.parse(side.policyOf(other).getBytes(StandardCharsets.UTF_8));
    note.verifiedText(policy.logKeys());
    return policy.judge(note).isQuorumMet();
  }

  private static long sizeOf(String note) {
    return Checkpoint.parse(note(note).text()).size();
  }

  private static SignedNote note(String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private Side side(String name, int seed) throws IOException {
    Path home = Files.createDirectory(temporary.resolve(name));
    Path keys =
        Files.createDirectory(
            home.resolve("keys"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    secret(keys.resolve("log.seed"), Side.bytes(seed));
    secret(keys.resolve("witness.seed"), Side.bytes(seed + 100));
    return new Side(name, home, ServiceProcess.freePort(), seed);
  }

  private static void secret(Path file, byte[] bytes) throws IOException {
    Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
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
