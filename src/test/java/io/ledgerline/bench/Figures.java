package io.ledgerline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What one run measured, and on what: a file `docs/benchmarks/DATE-NAME.json`, written anew after
/// every figure, so that a run that is cut off leaves what it has.
final class Figures {

  private static final Logger LOG = Logger.getLogger("bench");

  /// The store's own logger, held so that its level stays: the program does not trace, and where
  /// tests do, a fifth of the store's time goes into it.
  private static final Logger STORE = Logger.getLogger("org.apache.jena");

  static {
    STORE.setLevel(Level.INFO);
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;
  private final Map<String, Object> report = new LinkedHashMap<>();
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /// A report of this name, of today.
  Figures(String name) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    Path directory = Path.of(System.getProperty("ledgerline.benchmarks", "docs/benchmarks"));
    this.file = directory.resolve(now.atZone(ZoneOffset.UTC).toLocalDate() + "-" + name + ".json");
    report.put("benchmark", name);
    report.put("at", now.toString());
    report.put("commit", commit());
    report.put("machine", machine());
    report.put("figures", figures);
  }

  /// Something that the figures depend on.
  void setting(String name, Object value) {
    report.put(name, value);
  }

  /// A figure, under a name that says the unit.
  void put(String name, Object value) {
    figures.put(name, value);
    LOG.info(name + ": " + value);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(report) + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A number with three significant digits or all before the point.
  static double rounded(double value) {
    double scale = Math.pow(10, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) + 1e-12))));
    return Math.round(value * scale) / scale;
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("processor", line("/proc/cpuinfo", "model name"));
    machine.put("memory", line("/proc/meminfo", "MemTotal"));
    machine.put("load_before", read("/proc/loadavg").strip());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("java", System.getProperty("java.runtime.version"));
    return machine;
  }

  /// What is checked out, and whether it was changed; empty where there is no git.
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? said : "";
    } catch (IOException none) {
      return "";
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static String line(String path, String name) {
    List<String> found = read(path).lines().filter(line -> line.startsWith(name)).limit(1).toList();
    return found.isEmpty() ? "" : found.getFirst().replaceFirst("^[^:]*:\\s*", "");
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException notLinux) {
      return "";
    }
  }
}
