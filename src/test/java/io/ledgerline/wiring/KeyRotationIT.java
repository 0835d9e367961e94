package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program over a rotation of its key, as an operator does it.
@Execution(ExecutionMode.CONCURRENT)
class KeyRotationIT {

  @TempDir private Path temporary;

  @Test
  void theLogPassesToANewKeyAndTheOldOneCanGo() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    String old;
    try (ServiceProcess service = ServiceProcess.start(home)) {
      assertThat(service.record(Requests.runEvent("one")).statusCode()).isEqualTo(201);
      old = service.get("/log/vkey").body().strip();
    }

    // When
    assertThat(keys(home, "rotate")).contains("signs with both keys");
    String next;
    try (ServiceProcess service = ServiceProcess.start(home)) {
      assertThat(service.record(Requests.runEvent("two")).statusCode()).isEqualTo(201);
      next = service.get("/log/vkey").body().strip();
      service.await(() -> signatures(service) == 2, Duration.ofMinutes(2));
      assertThat(service.get("/log/keys").body()).contains(old, next, "ledgerline/key-rotation/v1");
    }
    assertThat(keys(home, "retire")).contains("log-retired-");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      assertThat(service.record(Requests.runEvent("three")).statusCode()).isEqualTo(201);

      // Then
      service.await(() -> signatures(service) == 1, Duration.ofMinutes(2));
      assertThat(next).isNotEqualTo(old);
      assertThat(service.get("/log/vkey").body().strip()).isEqualTo(next);
      assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
      assertThat(Files.readAllLines(home.resolve("keys/log.vkeys"))).isEqualTo(List.of(old, next));
    }
  }

  private static long signatures(ServiceProcess service) {
    return service
        .get("/log/checkpoint")
        .body()
        .lines()
        .filter(l -> l.startsWith("\u2014"))
        .count();
  }

  private static String keys(Path home, String word) {
    ServiceProcess command = ServiceProcess.launch(home, ServiceProcess.freePort(), "keys", word);
    assertThat(command.exitCode()).isZero();
    return command.printed();
  }
}
