package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.cli.ScriptedServer.Reply;
import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demo says when a step fails.
class DemoTest {

  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void stopsAtTheFirstStepThatFailsAndSaysWhich() {
    // Given
    Reply refusal = new Reply(422, "Content-Type: application/problem+json", "{\"title\":\"No\"}");
    try (ScriptedServer service = new ScriptedServer(refusal)) {

      // When
      int code = demo(service.url()).run();

      // Then
      assertThat(code).isEqualTo(Cli.FAILED);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("The demo stopped in step 2: ");
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("a database", "all state of the demo is in " + home)
          .doesNotContain("Done");
    }
  }

  private Demo demo(String url) {
    boolean isOwnHome = true;
    boolean exits = false;
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Demo(
        new Demo.Context(
            URI.create(url), "key", home, home.resolve("v.jar"), "a database", isOwnHome, exits),
        terminal,
        () -> Instant.EPOCH,
        duration -> {});
  }
}
