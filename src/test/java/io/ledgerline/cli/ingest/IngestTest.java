package io.ledgerline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.cli.ScriptedServer;
import io.ledgerline.cli.ScriptedServer.Reply;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Patience;
import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Batches that are sent, sent again, and gone on with.
class IngestTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void sendsFiveHundredEventsInOneRequest() throws IOException {
    // Given
    Path file = events("f", 501);
    try (ScriptedServer service = new ScriptedServer(all(201, 500), all(201, 1))) {

      // When
      int code = run(service, Optional.empty(), file.toString());

      // Then
      assertThat(code).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("501 events: 501 new, 0 known already, 0 refused\n");
      assertThat(service.requests().getLast()).endsWith(" | [{\"n\":501}]");
    }
  }

  @Test
  void sendsAgainWhatWasNotRecordedForWantOfRoom() throws IOException {
    // Given
    Path file = events("f", 3);
    try (ScriptedServer service =
        new ScriptedServer(items(201, 503, 503), items(503, 200), items(201))) {

      // When
      int code = run(service, Optional.empty(), file.toString());

      // Then
      assertThat(code).isZero();
      assertThat(service.requests())
          .map(request -> request.substring(request.lastIndexOf('|') + 2))
          .containsExactly(
              "[{\"n\":1},{\"n\":2},{\"n\":3}]", "[{\"n\":2},{\"n\":3}]", "[{\"n\":2}]");
    }
  }

  @Test
  void halvesABatchThatIsTooLargeForTheServiceUntilItIsNot() throws IOException {
    // Given
    Path file = events("f", 4);
    Reply tooLarge = new Reply(413, "", "{\"title\":\"Too large\"}");
    try (ScriptedServer service =
        new ScriptedServer(tooLarge, items(201, 201), tooLarge, tooLarge, items(201))) {

      // When
      int code = run(service, Optional.empty(), file.toString());

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("4 events: 3 new, 0 known already, 1 refused\n");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains(file + ":3: Too large");
    }
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    // Given
    Path first = events("first", 2);
    Path second = events("second", 501);
    Path journal = folder.resolve("journal");
    Reply stop = new Reply(401, "", "{\"title\":\"No key\"}");
    try (ScriptedServer service = new ScriptedServer(items(201, 201), all(201, 500), stop)) {
      Throwable stopped =
          catchThrowable(
              () -> run(service, Optional.of(journal), first.toString(), second.toString()));
      assertThat(stopped).isInstanceOf(FailedStepException.class);
    }
    Files.writeString(journal, Files.readString(journal) + "99 torn");
    try (ScriptedServer service = new ScriptedServer(items(201))) {

      // When
      int code = run(service, Optional.of(journal), first.toString(), second.toString());

      // Then
      assertThat(code).isZero();
      assertThat(service.requests()).singleElement().asString().endsWith(" | [{\"n\":501}]");
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("1 events: 1 new, 0 known already, 0 refused; 502 sent before\n");
      assertThat(journal).doesNotExist();
    }
  }

  @Test
  void readsStandardInput() {
    // Given
    InputStream input =
        new ByteArrayInputStream("{\"n\":1}\n\n{\"n\":\n".getBytes(StandardCharsets.UTF_8));
    try (ScriptedServer service = new ScriptedServer(items(201))) {

      // When
      int code = run(service, Optional.empty(), input, "-");

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("standard input:3: not JSON");
      assertThat(service.requests()).hasSize(1);
    }
  }

  private int run(ScriptedServer service, Optional<Path> journal, String... operands) {
    return run(service, journal, InputStream.nullInputStream(), operands);
  }

  private int run(
      ScriptedServer service, Optional<Path> journal, InputStream input, String... operands) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    try (Connection connection =
        new Connection(
            URI.create(service.url()),
            "k",
            new Patience(Optional.empty(), terminal, pause -> {}, CLOCK))) {
      return new Ingest(connection, terminal, CLOCK, journal.map(Journal::new))
          .run(List.of(operands), input);
    }
  }

  private Path events(String name, int count) throws IOException {
    return Files.write(
        folder.resolve(name),
        IntStream.rangeClosed(1, count).mapToObj(number -> "{\"n\":" + number + "}").toList());
  }

  private static Reply all(int status, int count) {
    return items(Stream.generate(() -> status).limit(count).toArray(Integer[]::new));
  }

  private static Reply items(Integer... statuses) {
    return new Reply(
        200,
        "",
        Stream.of(statuses)
            .map(status -> "{\"status\":" + status + "}")
            .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }
}
