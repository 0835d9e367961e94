package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.cli.ScriptedServer.Reply;
import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person types, and what it comes to, against a service that says what it is told to.
class CliTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void ingestSendsEachEventToItsDoorAndCounts() throws IOException {
    // Given
    String lineage = "{\"eventTime\":\"x\"}";
    String record = "{\"specversion\":\"1.0\"}";
    Path file = Files.writeString(folder.resolve("f"), lineage + "\n" + record + "\n");
    try (ScriptedServer service = new ScriptedServer(items(201), items(200))) {

      // When
      int code = run(Map.of(), "ingest", file.toString(), "--url", service.url(), "--key", "k");

      // Then
      assertThat(code).isZero();
      assertThat(out()).isEqualTo("2 events: 1 new, 1 known already, 0 refused\n");
      assertThat(service.requests())
          .containsExactly(
              "POST /api/v1/lineage/batch?items=true | Bearer k | application/json | ["
                  + lineage
                  + "]",
              "POST /api/v1/events | Bearer k | application/cloudevents-batch+json | ["
                  + record
                  + "]");
    }
  }

  @Test
  void ingestReportsEveryReasonOfARefusalAndGoesOn() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("f"), "{\"a\":1}\n{\"a\":\n{\"b\":2}\n");
    String problem =
        """
        {"items":[{"status":422,"problem":{"title":"The event is not valid","violations":[
          {"pointer":"/run","message":"is missing"},{"pointer":"/job","message":"is missing"}]}},
          {"status":201}]}
        """;
    try (ScriptedServer service = new ScriptedServer(new Reply(200, "", problem))) {

      // When
      int code = run(Map.of(), "ingest", file.toString(), "--url", service.url());

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(out()).isEqualTo("3 events: 1 new, 0 known already, 2 refused\n");
      assertThat(err())
          .contains(file + ":1: The event is not valid (/run is missing; /job is missing)")
          .contains(file + ":2: not JSON: ");
    }
  }

  @Test
  void ingestWaitsAsLongAsTheServiceAsksAndSendsTheSameAgain() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("f"), "{\"a\":1}");
    Reply overloaded = new Reply(503, "Retry-After: 7", "{\"title\":\"No room\"}");
    try (ScriptedServer service = new ScriptedServer(overloaded, overloaded, items(201))) {

      // When
      int code = run(Map.of(), "ingest", file.toString(), "--url", service.url());

      // Then
      assertThat(code).isZero();
      assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
      assertThat(err())
          .isEqualTo(
              """
              ledgerline: service busy (No room), waiting
              ledgerline: the service goes on, after 14 s
              """);
      assertThat(service.requests())
          .hasSize(3)
          .allMatch(request -> request.endsWith("[{\"a\":1}]"));
    }
  }

  @Test
  void ingestWaitsForHoursAndSaysSoEveryHalfMinute() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("f"), "{\"a\":1}");
    Reply[] replies = new Reply[241];
    Arrays.fill(replies, new Reply(503, "Retry-After: 30", ""));
    replies[240] = items(201);
    try (ScriptedServer service = new ScriptedServer(replies)) {

      // When
      int code = run(Map.of(), "ingest", file.toString(), "--url", service.url());

      // Then
      assertThat(code).isZero();
      assertThat(err().lines()).hasSize(241).last().asString().contains("after 7200 s");
      assertThat(err()).contains("service busy (HTTP 503), waiting, 30 s so far");
    }
  }

  @Test
  void checkGivesUpOnAServiceThatStaysBusy() {
    // Given
    Reply[] replies = new Reply[100];
    Arrays.fill(
        replies, new Reply(503, "Retry-After: 2", "{\"title\":\"It\",\"detail\":\"is down.\"}"));
    try (ScriptedServer service = new ScriptedServer(replies)) {

      // When
      int byDefault = run(Map.of(), "check", "--url", service.url());
      int atOnce = run(Map.of(), "check", "--url", service.url(), "--wait", "0");

      // Then
      assertThat(byDefault).isEqualTo(69);
      assertThat(atOnce).isEqualTo(69);
      assertThat(err().lines())
          .containsExactly(
              "ledgerline: service busy (It: is down), waiting",
              "ledgerline: service busy (It: is down), waiting, 30 s so far",
              "ledgerline: the service stays busy (It: is down): given up after 60 s;"
                  + " --wait SECONDS says how long to wait",
              "ledgerline: the service stays busy (It: is down): given up after 0 s;"
                  + " --wait SECONDS says how long to wait");
      assertThat(service.requests()).hasSize(32);
    }
  }

  @Test
  void ingestStopsAtAWrongKey() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("f"), "{\"a\":1}\n{\"b\":2}\n");
    Reply unknown =
        new Reply(
            401, "", "{\"title\":\"A valid API key is needed\",\"detail\":\"I do not know it.\"}");
    try (ScriptedServer service = new ScriptedServer(unknown)) {

      // When
      int code = run(Map.of(), "ingest", file.toString(), "--url", service.url());

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(err())
          .contains(
              ":1: A valid API key is needed: I do not know it; is it the key of this service?")
          .contains("--key");
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void takesTheKeyFromTheHomeAndThePortFromTheEnvironment() throws IOException {
    // Given
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/admin.key"), "secret\n");
    Path file = Files.writeString(folder.resolve("f"), "{\"a\":1}");
    try (ScriptedServer service = new ScriptedServer(items(201))) {
      String port = service.url().substring(service.url().lastIndexOf(':') + 1);

      // When
      int code =
          run(
              Map.of("LEDGERLINE_HOME", folder.toString(), "QUARKUS_HTTP_PORT", port),
              "ingest",
              file.toString());

      // Then
      assertThat(code).isZero();
      assertThat(service.requests().getFirst()).contains("| Bearer secret |");
    }
  }

  @Test
  void exportWritesTheDocumentAsItCame() throws IOException {
    // Given
    Path card = folder.resolve("card.md");
    try (ScriptedServer service = new ScriptedServer(new Reply(200, "", "# Card\n"))) {

      // When
      int code =
          run(
              Map.of(),
              "export",
              "card",
              "a/b",
              "c d",
              "3",
              "--out",
              card.toString(),
              "--url",
              service.url());

      // Then
      assertThat(code).isZero();
      assertThat(card).hasContent("# Card\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(card)))
          .isEqualTo("rw-------");
      assertThat(service.requests().getFirst())
          .startsWith("GET /api/v1/models/a%2Fb/c%20d/versions/3/card ");
    }
  }

  @Test
  void saysThatNothingAnswers() {
    // Given
    String url;
    try (ScriptedServer service = new ScriptedServer()) {
      url = service.url();
    }

    // When
    int code = run(Map.of(), "check", "--url", url);

    // Then
    assertThat(code).isEqualTo(69);
    assertThat(err()).contains("nothing answers at " + url).contains("./ledgerline serve");
  }

  @Test
  void explainsWhatItDoesNotUnderstand() {
    // Given
    List<List<String>> lines =
        List.of(
            List.of("fly"),
            List.of("ingest"),
            List.of("ingest", "/does/not/exist"),
            List.of("ingest", "--speed", "9"),
            List.of("ingest", "x", "--url"),
            List.of("ingest", "x", "--url", "nowhere"),
            List.of("export", "card", "a", "b"),
            List.of("export", "poem", "a", "b", "c"),
            List.of("export", "evidence", "a", "b", "c"),
            List.of("export", "card", "a", "b", "c", "--format", "pdf"),
            List.of("check", "--wait", "long"),
            List.of("help", "fly"),
            List.of("check", "everything"));

    // When
    List<Integer> codes =
        lines.stream().map(line -> run(Map.of(), line.toArray(String[]::new))).toList();

    // Then
    assertThat(codes).hasSize(lines.size()).containsOnly(64);
    assertThat(out()).isEmpty();
    assertThat(err().lines().filter(line -> line.startsWith("Try ./ledgerline ")))
        .hasSize(lines.size())
        .startsWith("Try ./ledgerline help.", "Try ./ledgerline ingest --help.")
        .endsWith("Try ./ledgerline help.", "Try ./ledgerline check --help.");
  }

  private static Reply items(int status) {
    return new Reply(200, "", "{\"items\":[{\"status\":%d}]}".formatted(status));
  }

  private int run(Map<String, String> environment, String... line) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    // Time passes while it waits, and only then.
    return new Cli(
            terminal,
            environment,
            pauses::add,
            () -> Instant.EPOCH.plus(pauses.stream().reduce(Duration.ZERO, Duration::plus)))
        .execute(line);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
