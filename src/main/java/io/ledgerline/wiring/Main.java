package io.ledgerline.wiring;

import io.ledgerline.cli.Cli;
import io.ledgerline.cli.Demo;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.Home;
import io.ledgerline.wiring.keys.KeyCommands;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The program: starts the service, or runs a command.
@QuarkusMain
public final class Main {

  private static final Logger LOG = Logger.getLogger(Main.class);
  private static final int FAILED = 1;
  private static final int CANNOT_START = 78;
  private static final int SHUTDOWN_SECONDS_MAX = 60;

  private Main() {}

  /// Does what the first word says; `serve` is the default.
  public static void main(String... arguments) {
    String command = arguments.length == 0 ? "serve" : arguments[0];
    try {
      int code =
          switch (command) {
            case "serve" -> serve(AfterStart.STAY);
            case "demo" -> demo(List.of(arguments));
            case "check" -> check(arguments);
            case "migrate" -> migrate();
            case "keys" -> keys(List.of(arguments).subList(1, arguments.length));
            // An open set: every other word is a command of the client.
            default -> Cli.run(arguments);
          };
      System.exit(code);
    } catch (CannotStartException reason) {
      System.err.println("ledgerline: " + reason.reason());
      // Nothing runs that would have to be stopped, and a log that has not begun yet would be
      // emptied onto the terminal by a regular exit.
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  /// Starts the service, has `task` done once it answers, and stops it again.
  ///
  /// @return the exit code
  private static int serve(AfterStart task) {
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    requireFreePort(config);
    Installation installation = Installation.start(ConfigReader.read(config));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(installation, stopped), "stop"));
    installation.announce();
    Serving.prepare(installation, task);
    AtomicInteger exitCode = new AtomicInteger();
    Quarkus.run(
        Serving.class,
        (code, failure) -> {
          exitCode.set(failure == null ? code : reported(failure));
          stopped.countDown();
        });
    stopped.countDown();
    return exitCode.get();
  }

  private static int migrate() {
    int applied = Installation.migrate(ConfigReader.read(ConfigUtils.configBuilder().build()));
    System.err.println("ledgerline: " + applied + " migrations applied");
    return 0;
  }

  private static int keys(List<String> words) {
    LedgerlineConfig config = ConfigReader.read(ConfigUtils.configBuilder().build());
    System.err.println(
        "ledgerline: " + new KeyCommands(config.keys(), Keys.in(config.home()).files()).run(words));
    return 0;
  }

  /// Says why the service did not start.
  ///
  /// @return the exit code
  private static int reported(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStartException known) {
        System.err.println("ledgerline: " + known.reason());
        return CANNOT_START;
      }
    }
    LOG.error("the service failed to start", failure);
    return FAILED;
  }

  private static int demo(List<String> arguments) {
    List<String> options = arguments.subList(1, arguments.size());
    boolean exits = options.equals(List.of("--exit"));
    if (!exits && !options.isEmpty()) {
      System.err.println("ledgerline: demo takes nothing but --exit");
      return Cli.USAGE;
    }
    return serve(
        started -> {
          int code =
              new Demo(
                      new Demo.Context(
                          started.url(),
                          started.key(),
                          started.home(),
                          verifierJar(),
                          started.database()))
                  .run();
          return exits || code != Cli.DONE ? code : AfterStart.STAY_UP;
        });
  }

  /// Asks the running service; where there is none, one that runs for this alone.
  private static int check(String... arguments) {
    LedgerlineConfig config = ConfigReader.read(ConfigUtils.configBuilder().build());
    if (arguments.length > 1 || Home.isHeld(config.home())) {
      return Cli.run(arguments);
    }
    System.setProperty("quarkus.http.port", "0");
    return serve(
        started -> Cli.run("check", "--url", started.url().toString(), "--key", started.key()));
  }

  /// Beside the directory that this program was packed into; the launcher builds both.
  private static Path verifierJar() {
    String given = System.getProperty("ledgerline.verifier.jar");
    if (given != null) {
      return Path.of(given);
    }
    Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    String name = String.valueOf(jar.getFileName()).replaceFirst("[.]jar$", "-verifier.jar");
    return jar.resolveSibling("../../" + name).normalize();
  }

  /// Runs when the process is told to end: first the service, which finishes what it has accepted,
  /// then the database.
  private static void close(Installation installation, CountDownLatch stopped) {
    try {
      if (!stopped.await(SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("ledgerline: the service does not stop; stopping the database");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    installation.close();
  }

  /// Says early, and in one line, what Quarkus would say after the database was started.
  private static void requireFreePort(SmallRyeConfig config) {
    String host = config.getValue("quarkus.http.host", String.class);
    int port = config.getValue("quarkus.http.port", Integer.class);
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      if (!probe.isBound()) {
        throw new IOException("not bound");
      }
    } catch (IOException taken) {
      throw new CannotStartException(
          "cannot listen on "
              + host
              + " port "
              + port
              + " ("
              + taken.getMessage()
              + "): stop what uses it, or choose another with QUARKUS_HTTP_PORT",
          taken);
    }
  }
}
