package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the demo shows, on the packaged program, from an empty home and then once more on the same.
@Execution(ExecutionMode.CONCURRENT)
class DemoIT {

  private static final long MINUTES_MAX = 10;
  private static final String RAW = "dataset:file:/srv/lake/credit/raw/";

  /// Where the data entered: three tables, and the one file of a table that a job read by its own
  /// name, all of which the first job wrote from nothing that is on record.
  private static final List<String> RAW_DATASETS =
      List.of(
          RAW + "applications",
          RAW + "applications/part-00000-195bde30-f7c8-4bbc-99bf-f147dcf85446-c000.csv",
          RAW + "bureau",
          RAW + "outcomes");

  @TempDir private Path home;

  @Test
  void everythingThatTheDemoShowsHoldsAndHoldsOnceMore() throws IOException, InterruptedException {
    // Given
    int port = freePort();

    // When
    String first = demo(port);
    String second = demo(port);

    // Then
    assertThat(first)
        .contains("entries 1 to 97: 97 new, 0 known from an earlier run")
        .contains("224 new, 0 known from an earlier run")
        .contains("800 rows", "200 decisions, 4 raw datasets, 1 model version, 1 approver");
    assertThat(second)
        .contains("entries 1 to 97: 0 new, 97 known from an earlier run")
        .contains("0 new, 224 known from an earlier run");
    for (String output : List.of(first, second)) {
      assertThat(rawDatasets(step(output, "Where the model comes from"))).isEqualTo(RAW_DATASETS);
      assertThat(rawDatasets(step(output, "Where one decision comes from")))
          .isEqualTo(RAW_DATASETS);
      assertThat(step(output, "A receipt")).contains("opens:", "200, the same leaf");
      assertThat(step(output, "Verified offline")).contains("VERIFIED: ", "exit code 0");
      assertThat(step(output, "One byte of a copy"))
          .contains("FAILED: ", "payload/99.json", "exit code 1");
    }
    assertThat(home.resolve("documents/credit_default-3.card.md"))
        .content()
        .contains("| auc | 0.555 |", "[E-99]");
  }

  private static List<String> rawDatasets(String step) {
    return step.lines()
        .dropWhile(line -> !line.contains("the data entered in"))
        .skip(1)
        .takeWhile(line -> line.startsWith("     "))
        .map(String::strip)
        .toList();
  }

  /// What the demo tells from the step with this title to the next one.
  private static String step(String output, String title) {
    int start = output.indexOf(title);
    assertThat(start).as(title + " in\n" + output).isNotNegative();
    int end = output.indexOf("\n\n", start);
    return output.substring(start, end < 0 ? output.length() : end);
  }

  private String demo(int port) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "demo", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:+UseParallelGC",
            System.getProperty("ledgerline.service.option", "-XX:+TieredCompilation"),
            "-jar",
            System.getProperty("ledgerline.jar"),
            "demo",
            "--exit");
    builder.environment().put("LEDGERLINE_HOME", home.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      boolean isDone = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
      String text = Files.readString(output);
      assertThat(isDone).as(text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      process.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
