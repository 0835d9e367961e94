package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The console blocks of the README and of the tutorial, run as they stand: in a fresh folder in
/// which `ledgerline` and `target` are those of the project, so that the state is the folder's own.
/// Only the port is another one, and `curl` is told so in its own configuration file.
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final long MINUTES_MAX = 15;

  @TempDir private Path folder;

  @Test
  void theConsoleBlocksOfTheReadmeDoWhatTheySay() throws IOException, InterruptedException {
    // Given
    List<String> commands = commands("README.md");

    // When
    String output = run(commands);

    // Then
    assertThat(exits(output)).as(output).hasSize(commands.size()).containsOnly("@@ exit 0");
    assertThat(part(output, "./ledgerline demo")).contains("exit code 0", "exit code 1", "Done in");
    assertThat(part(output, "curl -s localhost:8080/api/v1/lineage"))
        .contains("\"leaf_hash\"", "\"event_salt\"");
    assertThat(part(output, "java -jar")).contains("VERIFIED: ");
    assertThat(part(output, "./ledgerline help")).contains("verify BUNDLE");
  }

  @Test
  void theConsoleBlocksOfTheTutorialDoWhatTheySay() throws IOException, InterruptedException {
    // Given
    List<String> commands = commands("docs/tutorial/first-steps.md");

    // When
    String output = run(commands);

    // Then
    assertThat(exits(output)).as(output).hasSize(commands.size()).containsOnly("@@ exit 0");
    assertThat(part(output, "curl -sS localhost:8080/api/v1/lineage")).contains("201");
    assertThat(part(output, "cat receipt.json")).contains("\"leaf_hash\"");
    assertThat(part(output, "curl -sS localhost:8080/api/v1/entries/")).contains("\"index\":1,");
    assertThat(part(output, "curl -fsS --retry 99"))
        .startsWith("@@")
        .contains("\nc2sp.org/tlog-proof");
    assertThat(part(output, "curl -sS localhost:8080/api/v1/events")).contains("201");
    assertThat(output)
        .containsSubsequence(
            "VERIFIED: evidence.zip",
            "FAILED: forged.zip",
            "exit code 1",
            "CONSISTENT, KEY UNTRUSTED: evidence.zip",
            "exit code 3");
  }

  /// Every command of the console blocks but those that would run this test once more.
  private static List<String> commands(String document) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean isConsole = false;
    for (String line : Files.readAllLines(ROOT.resolve(document))) {
      if (line.startsWith("```")) {
        isConsole = line.equals("```console");
      } else if (isConsole && line.startsWith("$ ")) {
        commands.add(line.substring(2));
      } else if (isConsole) {
        commands.add(commands.removeLast() + "\n" + line);
      }
    }
    commands.removeIf(
        command -> command.startsWith("./ledgerline test") || command.startsWith("./mvnw"));
    return commands;
  }

  private static String script(List<String> commands) {
    StringBuilder script = new StringBuilder("trap 'kill $(jobs -p); wait' EXIT\n");
    for (String command : commands) {
      String name = command.lines().findFirst().orElse("").replaceAll("['\"$()#&].*", "");
      script.append("echo '@@ ").append(name.strip()).append("'\n");
      script.append(command).append("\ncode=$?; echo; echo \"@@ exit $code\"\n");
    }
    return script.toString();
  }

  private static List<String> exits(String output) {
    return output.lines().filter(line -> line.startsWith("@@ exit")).toList();
  }

  private String run(List<String> commands) throws IOException, InterruptedException {
    int port = freePort();
    Files.writeString(
        folder.resolve(".curlrc"), "connect-to = \"localhost:8080:127.0.0.1:" + port + "\"\n");
    for (String name : List.of("ledgerline", "target")) {
      Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
    }
    markAsBuilt();
    Path script = Files.writeString(folder.resolve("commands.sh"), script(commands));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().remove("LEDGERLINE_HOME");
    builder.environment().remove("LEDGERLINE_API_KEY");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("CURL_HOME", folder.toString());
    builder
        .environment()
        .put(
            "LEDGERLINE_JAVA_OPTS",
            "-Xmx512m -XX:+UseParallelGC "
                + System.getProperty("ledgerline.service.option", "-XX:+TieredCompilation"));
    Process process = builder.start();
    List<ProcessHandle> started = new ArrayList<>();
    try {
      boolean isDone = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
      started.addAll(process.descendants().toList());
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(isDone).as(text).isTrue();
      return text;
    } finally {
      process.destroy();
      started.forEach(ProcessHandle::destroy);
    }
  }

  /// What one command printed.
  private static String part(String output, String command) {
    int start = output.indexOf("@@ " + command);
    assertThat(start).as(output).isNotNegative();
    return output.substring(start, output.indexOf("@@ exit", start));
  }

  /// Maven leaves an archive as it is when its content did not change, however new the sources are;
  /// `ledgerline` would build it once more, below the feet of the running build.
  private static void markAsBuilt() throws IOException {
    FileTime now = FileTime.from(Clock.systemUTC().instant());
    for (String property : List.of("ledgerline.jar", "ledgerline.verifier.jar")) {
      Files.setLastModifiedTime(Path.of(System.getProperty(property, "")), now);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
