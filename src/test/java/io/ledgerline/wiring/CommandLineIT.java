package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged program, told what it cannot do: it says so in words and leaves nothing behind.
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {

  @TempDir private Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  @Test
  void findsNoLedgerToCheckAndMakesNone() {
    // Given
    int port = ServiceProcess.freePort();

    // When
    ServiceProcess check = ServiceProcess.launch(home(), port, "check");

    // Then
    assertThat(check.exitCode()).isEqualTo(78);
    assertThat(said(check))
        .singleElement()
        .asString()
        .isEqualTo("ledgerline: no ledger at " + home() + ": LEDGERLINE_HOME says where it is");
    assertThat(home()).doesNotExist();
  }

  @Test
  void saysThatItHasNoKeyForWhatAnswers() throws IOException {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

      // When
      ServiceProcess check = ServiceProcess.launch(home(), other.getLocalPort(), "check");

      // Then
      assertThat(check.exitCode()).isEqualTo(78);
      assertThat(said(check))
          .singleElement()
          .asString()
          .contains("no ledger at " + home(), "no key", ":" + other.getLocalPort(), "--key");
    }
  }

  @ParameterizedTest
  @CsvSource({"serve,foo", "serve,--port=9", "migrate,foo", "demo,foo", "check,foo", "keys,foo"})
  void refusesArgumentsThatACommandDoesNotHave(String command, String argument) {
    // When
    ServiceProcess refused =
        ServiceProcess.launch(home(), ServiceProcess.freePort(), command, argument);

    // Then
    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.printed()).contains("Try ./ledgerline " + command + " --help.");
    assertThat(home()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {80_000, -1})
  void saysThatAPortIsNone(int port) {
    // When
    ServiceProcess refused = ServiceProcess.launch(home(), port, "serve");

    // Then
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(said(refused))
        .singleElement()
        .asString()
        .startsWith("ledgerline: QUARKUS_HTTP_PORT is " + port + ", which is no port");
    assertThat(home()).doesNotExist();
  }

  @Test
  void saysThatAHomeIsAFile() throws IOException {
    // Given
    Files.writeString(home(), "not a directory");

    // When
    ServiceProcess refused = ServiceProcess.launch(home(), ServiceProcess.freePort(), "serve");

    // Then
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(said(refused)).singleElement().asString().contains(home() + "", "it is a file");
  }

  /// What the program said, less what the Java platform says of libraries.
  private static List<String> said(ServiceProcess service) {
    return service
        .printed()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
        .toList();
  }
}
