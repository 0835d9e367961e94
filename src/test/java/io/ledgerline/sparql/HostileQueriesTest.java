package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Queries that would fill memory or never end, in a JVM with a heap of 512 MiB: each is refused,
/// or ended by a limit, and the next query is answered.
@Execution(ExecutionMode.CONCURRENT)
class HostileQueriesTest {

  private static final Set<String> LIMITS = Set.of("TIMED_OUT", "HOLDS_TOO_MUCH", "TOO_MANY_ROWS");
  private static final Set<String> REFUSALS =
      Set.of("FORBIDDEN", "TOO_LARGE", "UPDATE", "SYNTAX", "TOO_DEEP");

  /// Nothing is fetched; and so many triples may be described.
  private static final Set<String> HARMLESS = Set.of("foreign graph", "describe everything");

  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("product", "TIMED_OUT"),
          Map.entry("construct a product", "TOO_MANY_ROWS"),
          Map.entry("regex bomb", "HOLDS_TOO_MUCH"),
          Map.entry("service in exists", "FORBIDDEN"),
          Map.entry("silent service", "FORBIDDEN"),
          Map.entry("wait", "FORBIDDEN"),
          Map.entry("java function", "FORBIDDEN"),
          Map.entry("xpath regex", "FORBIDDEN"),
          Map.entry("doubled text", "HOLDS_TOO_MUCH"),
          Map.entry("grown text", "HOLDS_TOO_MUCH"),
          Map.entry("first of long rows", "HOLDS_TOO_MUCH"),
          Map.entry("built of long texts", "HOLDS_TOO_MUCH"),
          Map.entry("long samples", "HOLDS_TOO_MUCH"),
          Map.entry("long triple terms", "HOLDS_TOO_MUCH"),
          Map.entry("text encoded again and again", "HOLDS_TOO_MUCH"),
          Map.entry("number squared again and again", "HOLDS_TOO_MUCH"),
          Map.entry("regex that nests", "HOLDS_TOO_MUCH"),
          Map.entry("power", "FORBIDDEN"),
          Map.entry("rounded", "FORBIDDEN"),
          Map.entry("regex bomb in order by", "HOLDS_TOO_MUCH"),
          Map.entry("huge values", "TOO_LARGE"),
          Map.entry("ten megabytes", "TOO_LARGE"),
          Map.entry("load", "UPDATE"));

  @TempDir private Path directory;

  @Test
  void leavesTheStoreHealthyAndMemoryFreeAfterEachOfThem()
      throws IOException, InterruptedException {
    // When
    Map<String, List<String>> lines = run();

    // Then
    assertThat(lines.keySet()).containsExactlyElementsOf(HostileQueries.all().keySet());
    lines.forEach(
        (name, line) -> {
          assertThat(line.get(2)).as("the query after %s", name).isEqualTo("answered 11");
          assertThat(Integer.parseInt(line.get(3))).as("MiB after %s", name).isLessThan(300);
          if (!HARMLESS.contains(name)) {
            assertThat(LIMITS.contains(line.get(1)) || REFUSALS.contains(line.get(1)))
                .as("%s ended as %s", name, line.get(1))
                .isTrue();
          }
        });
    EXPECTED.forEach((name, end) -> assertThat(lines.get(name).get(1)).as(name).isEqualTo(end));
    for (String name : HARMLESS) {
      assertThat(lines.get(name).get(1)).as(name).startsWith("answered");
    }
  }

  private Map<String, List<String>> run() throws IOException, InterruptedException {
    Path file = directory.resolve("lines");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                HostileQueries.class.getName(),
                directory.resolve("graph").toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    Map<String, List<String>> lines = new LinkedHashMap<>();
    Files.readAllLines(file).stream()
        .map(line -> List.of(line.split("\t", -1)))
        .forEach(line -> lines.put(line.getFirst(), line));
    return lines;
  }
}
