package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.bench.driver.EventDriver;
import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events at a steady rate, single and durable before the answer, for a while: whether the graph
/// keeps up, and what that takes of the processors. The packaged program in a process of its own,
/// the driver in this one, PostgreSQL beside, all on the same processors.
class SustainBench {

  private static final int RATE = Integer.getInteger("ledgerline.bench.rate", 3_000);
  private static final int SECONDS = Integer.getInteger("ledgerline.bench.sustain.seconds", 60);
  private static final int WARM_UP_SECONDS =
      Integer.getInteger("ledgerline.bench.sustain.warm-up.seconds", 40);
  private static final int CONNECTIONS = 64;
  private static final Duration FOLLOWED_MAX = Duration.ofMinutes(10);
  private static final Pattern LAG = Pattern.compile("\"lag_entries\": (\\d+)");

  private final Figures figures = new Figures("sustain");
  private final List<Long> lags = Collections.synchronizedList(new ArrayList<>());

  @Test
  void followsEventsAtASteadyRate(@TempDir Path directory) throws IOException {
    Path home = directory.resolve("home");
    figures.setting("events_per_second_sent", RATE);
    figures.setting("seconds", SECONDS);
    figures.setting("warm_up_seconds", WARM_UP_SECONDS);
    figures.setting("connections", CONNECTIONS);
    try (ServiceProcess service = ServiceProcess.start(home);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      String key = Files.readString(home.resolve("keys/admin.key")).strip();
      try (EventDriver driver = new EventDriver(service.port(), key, CONNECTIONS)) {
        List<String> lines = RealPayloads.lines();
        driver.send(lines, WARM_UP_SECONDS, RATE);
        service.await(() -> lag(service) == 0, FOLLOWED_MAX);
        long postmaster = postmaster(home);
        Map<String, Double> before = Cpu.threads(service.pid(), Cpu::stage);
        double postgresBefore = Cpu.withChildren(postmaster);
        double driverBefore = Cpu.process(ProcessHandle.current().pid());
        ScheduledFuture<?> _ =
            watch.scheduleAtFixedRate(() -> lags.add(lag(service)), 1, 1, TimeUnit.SECONDS);
        EventDriver.Sent sent = driver.send(lines, SECONDS, RATE);
        Map<String, Double> spent = Cpu.between(before, Cpu.threads(service.pid(), Cpu::stage));
        spent.put("postgresql", Cpu.withChildren(postmaster) - postgresBefore);
        spent.put("driver", Cpu.process(ProcessHandle.current().pid()) - driverBefore);
        watch.shutdownNow();
        long left = lag(service);
        long start = System.nanoTime();
        service.await(() -> lag(service) == 0, FOLLOWED_MAX);
        put(sent, spent, left, (System.nanoTime() - start) / 1e9);
      }
    }
  }

  private void put(
      EventDriver.Sent sent, Map<String, Double> spent, long left, double secondsToCatchUp) {
    assertThat(sent.refused()).isZero();
    figures.put("events_per_second", Figures.rounded(sent.events() / sent.seconds()));
    figures.put("p50_millis", Figures.rounded(sent.millis(0.50)));
    figures.put("p99_millis", Figures.rounded(sent.millis(0.99)));
    List<Long> seen = List.copyOf(lags);
    figures.put("lag_entries_each_second", seen);
    figures.put("lag_entries_at_the_end", left);
    figures.put("seconds_to_catch_up", Figures.rounded(secondsToCatchUp));
    figures.put("cpu_micros_per_event", Cpu.micros(spent, sent.events()));
    Map<String, Object> shares = new LinkedHashMap<>();
    double all = sent.seconds() * Runtime.getRuntime().availableProcessors();
    spent.forEach((stage, seconds) -> shares.put(stage, Figures.rounded(100 * seconds / all)));
    double sum = spent.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.put("all", Figures.rounded(100 * sum / all));
    figures.put("percent_of_all_processors", shares);
  }

  /// Entries that the graph has not followed yet; -1 if nobody says.
  private static long lag(ServiceProcess service) {
    Matcher lag = LAG.matcher(service.get("/q/health/ready").body());
    return lag.find() ? Long.parseLong(lag.group(1)) : -1;
  }

  private static long postmaster(Path home) throws IOException {
    Path file = EmbeddedPostgres.dataDirectory(home).resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }
}
