package io.ledgerline.wiring;

import io.ledgerline.embedded.EmbeddedPostgres;
import io.ledgerline.embedded.SharedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The packaged program in a process of its own, as an operator runs it.
public final class ServiceProcess implements AutoCloseable {

  /// How long a producer waits for the durable commit.
  public static final String WAIT_MAX = "LEDGERLINE_LEDGER_WAIT_MAX";

  private static final Duration UP_MAX = Duration.ofMinutes(5);

  private final Path home;
  private final int port;
  private final Path log;
  private final Process process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Optional<RuntimeException> lastFailure = Optional.empty();

  private ServiceProcess(Path home, int port, Path log, Process process) {
    this.home = home;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /// Starts the service and waits until it is ready.
  public static ServiceProcess start(Path home) {
    return start(home, freePort(), Map.of());
  }

  /// Starts the program and waits for nothing.
  public static ServiceProcess launch(Path home, int port, String... arguments) {
    return launch(home, port, Map.of(), arguments);
  }

  /// Starts the service with further environment variables, and waits until it is ready.
  public static ServiceProcess start(Path home, int port, Map<String, String> environment) {
    if (!environment.containsKey("LEDGERLINE_DB_URL")) {
      SharedPrograms.lendTo(home);
    }
    ServiceProcess service = launch(home, port, environment, "serve");
    service.await(() -> service.get("/q/health/ready").statusCode() == 200, UP_MAX);
    return service;
  }

  public static ServiceProcess launch(
      Path home, int port, Map<String, String> environment, String... arguments) {
    String jar = System.getProperty("ledgerline.jar", "target/quarkus-app/quarkus-run.jar");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+UseParallelGC"));
    Stream.ofNullable(System.getProperty("ledgerline.service.option")).forEach(words::add);
    words.addAll(List.of("-jar", Path.of(jar).toAbsolutePath().toString()));
    words.addAll(List.of(arguments));
    try {
      Path log = Files.createTempFile(home.getParent(), "service", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      // A commit on a busy machine is waited for; tests of what is turned away say otherwise.
      builder.environment().put(WAIT_MAX, "PT30S");
      builder.environment().putAll(environment);
      builder.environment().put("LEDGERLINE_HOME", home.toString());
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      return new ServiceProcess(home, port, log, builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A port that nobody listens on.
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Its process.
  public long pid() {
    return process.pid();
  }

  /// Everything that it printed.
  public String printed() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Waits for its end.
  ///
  /// @return the exit code
  public int exitCode() {
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new AssertionError("still running:\n" + printed());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// Ends it without a word, as a power failure would.
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /// The server process of its database and everything that it started.
  public List<ProcessHandle> databaseProcesses() {
    try {
      String pid =
          Files.readAllLines(EmbeddedPostgres.dataDirectory(home).resolve("postmaster.pid"))
              .getFirst();
      ProcessHandle server = ProcessHandle.of(Integer.parseInt(pid)).orElseThrow();
      return Stream.concat(Stream.of(server), server.descendants()).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Sends one OpenLineage event.
  public HttpResponse<String> record(String event) throws IOException {
    return send(
        request("/api/v1/lineage")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event)));
  }

  /// Asks with the administrator's key.
  public HttpResponse<String> post(String path) {
    return sent(request(path).POST(BodyPublishers.noBody()));
  }

  /// Sends a body with the administrator's key.
  ///
  /// @param headers names and values, in turn
  public HttpResponse<String> post(String path, String body, String... headers) {
    return sent(request(path).headers(headers).POST(BodyPublishers.ofString(body)));
  }

  /// Runs a command against this service, with its home.
  public ServiceProcess command(String... words) {
    return launch(home, port, words);
  }

  /// Asks with the administrator's key.
  public HttpResponse<String> get(String path) {
    return sent(request(path).GET());
  }

  /// Waits until something holds; what fails meanwhile counts as no.
  public void await(BooleanSupplier condition, Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    while (!holds(condition)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("it does not come about:\n" + printed(), lastFailure.orElse(null));
      }
      pause();
    }
  }

  /// Looks all the time until something passing is seen; what fails meanwhile counts as no.
  public void awaitBusily(BooleanSupplier condition) {
    long deadline = System.nanoTime() + UP_MAX.toNanos();
    while (!holds(condition)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("it is not seen:\n" + printed(), lastFailure.orElse(null));
      }
      Thread.onSpinWait();
    }
  }

  /// Stops the service as an operator does; its database goes with it.
  @Override
  public void close() {
    client.close();
    process.destroy();
    exitCode();
  }

  private void pause() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// An answer that says that it is too early is none that can be read.
  private boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException notYet) {
      lastFailure = Optional.of(notYet);
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    Path key = home.resolve("keys").resolve("admin.key");
    try {
      return Files.exists(key)
          ? builder.header("Authorization", "Bearer " + Files.readString(key).strip())
          : builder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) {
    try {
      return send(request);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
