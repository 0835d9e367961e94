package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.bench.driver.EventDriver;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single events over HTTP, durable before the answer: the packaged program in a process of its
/// own, the driver in this one, PostgreSQL beside, all on the same processors.
class PostBench {

  private static final int CONNECTIONS = 64;
  private static final int SECONDS = Integer.getInteger("ledgerline.bench.seconds", 12);
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 3;

  private final Figures figures = new Figures("post");

  @Test
  void ratesOfSingleEvents(@TempDir Path directory) throws IOException {
    Path home = directory.resolve("home");
    figures.setting("connections", CONNECTIONS);
    figures.setting("seconds", SECONDS);
    figures.setting("warm_up_rounds", WARM_UP_ROUNDS);
    try (ServiceProcess service = ServiceProcess.start(home)) {
      String key = Files.readString(home.resolve("keys/admin.key")).strip();
      try (EventDriver driver = new EventDriver(service.port(), key, CONNECTIONS)) {
        List<String> lines = RealPayloads.lines();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
          driver.send(lines, SECONDS);
        }
        long postmaster = postmaster(home);
        for (int round = 1; round <= ROUNDS; round++) {
          figures.put("round_" + round, measured(driver, lines, service.pid(), postmaster));
        }
      }
    }
  }

  private static Map<String, Object> measured(
      EventDriver driver, List<String> lines, long service, long postmaster) {
    Map<String, Double> before = Cpu.threads(service, Cpu::stage);
    double postgresBefore = Cpu.withChildren(postmaster);
    EventDriver.Sent sent = driver.send(lines, SECONDS);
    Map<String, Double> spent = Cpu.between(before, Cpu.threads(service, Cpu::stage));
    double postgres = Cpu.withChildren(postmaster) - postgresBefore;
    assertThat(sent.refused()).isZero();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("events_per_second", Figures.rounded(sent.events() / sent.seconds()));
    result.put("p50_millis", Figures.rounded(sent.millis(0.50)));
    result.put("p99_millis", Figures.rounded(sent.millis(0.99)));
    spent.put("postgresql", postgres);
    result.put("cpu_micros_per_event", Cpu.micros(spent, sent.events()));
    return result;
  }

  private static long postmaster(Path home) throws IOException {
    Path file = EmbeddedPostgres.dataDirectory(home).resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }
}
