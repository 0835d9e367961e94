package io.ledgerline.stream;

import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A broker in a process of its own, so that it can be killed.
public final class BrokerProcess implements AutoCloseable {

  private final Path directory;
  private final int port = ServiceProcess.freePort();
  private final int controllerPort = ServiceProcess.freePort();
  private Process process;

  private BrokerProcess(Path directory) {
    this.directory = directory;
    this.process = launched();
  }

  /// Starts an empty one; it may take some seconds until it answers.
  public static BrokerProcess start(Path directory) {
    return new BrokerProcess(directory);
  }

  /// What a client is given as `bootstrap.servers`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// Ends it without a word, as a power failure would.
  public void kill() {
    process.destroyForcibly();
    end();
  }

  /// Starts it again, on what it left.
  public void startAgain() {
    process = launched();
  }

  @Override
  public void close() {
    kill();
  }

  /// The program: a broker that stays until it is killed.
  ///
  /// @param arguments directory, port, and port of the controller
  public static void main(String... arguments) throws InterruptedException {
    try (TestBroker broker =
        TestBroker.start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]))) {
      Thread.currentThread().join();
      throw new AssertionError(broker.address());
    }
  }

  private Process launched() {
    String path =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    try {
      Path log = Files.createTempFile(directory.getParent(), "broker", ".log");
      return new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  path,
                  BrokerProcess.class.getName(),
                  directory.toString(),
                  Integer.toString(port),
                  Integer.toString(controllerPort)))
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void end() {
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
