package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.http.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged program finds what a producer left out, over a restart, and closes it when it
/// comes.
@Execution(ExecutionMode.CONCURRENT)
class CompletenessIT {

  private static final Map<String, String> QUICKLY =
      Map.of("LEDGERLINE_ASSURANCE_GRACE", "PT1S", "LEDGERLINE_ASSURANCE_INTERVAL", "PT0.2S");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path temporary;

  @Test
  void aGapIsFoundOverARestartAndClosedWhenTheEventComes() throws IOException {
    // Given
    Path home = temporary.resolve("home");
    try (ServiceProcess service = ServiceProcess.start(home)) {
      assertThat(service.record(numbered(1)).statusCode()).isEqualTo(201);
      assertThat(service.record(numbered(3)).statusCode()).isEqualTo(201);
      assertThat(service.get("/api/v1/findings").body()).contains("\"findings\":[]");
    }

    // When
    try (ServiceProcess service = ServiceProcess.start(home, ServiceProcess.freePort(), QUICKLY)) {
      service.await(
          () -> service.get("/api/v1/findings?open=true").body().contains("sequence-gap"),
          PATIENCE);
      String open = service.get("/api/v1/findings").body();
      // They are counted once everything was read.
      service.await(
          () -> service.get("/q/metrics").body().contains("ledgerline_findings_open 1.0"),
          PATIENCE);
      assertThat(service.record(numbered(2)).statusCode()).isEqualTo(201);

      // Then
      service.await(
          () -> service.get("/api/v1/findings").body().contains("\"closed_by\""), PATIENCE);
      assertThat(open).contains("\"first\":\"2\",\"last\":\"2\"", "\"state\":\"open\"");
      assertThat(service.get("/api/v1/findings?open=true").body()).contains("\"findings\":[]");
      assertThat(service.post("/api/v1/check").body()).contains("\"sound\":true");
    }
  }

  private static String numbered(int number) {
    return Requests.runEvent("numbered " + number)
        .replace(
            "4a5b\"}",
            "4a5b\",\"facets\":{\"ledgerline_sequence\":{\"number\":%d}}}".formatted(number));
  }
}
