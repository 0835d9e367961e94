package io.ledgerline.wiring;

import io.ledgerline.cli.Cli;
import io.ledgerline.cli.Demo;
import io.ledgerline.cli.Detach;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.Schema;
import io.ledgerline.wiring.keys.KeyCommands;
import io.ledgerline.wiring.keys.Rewrap;
import io.ledgerline.wiring.segment.Importing;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The program: starts the service, or runs a command.
@QuarkusMain
public final class Main {

  private static final Logger LOG = Logger.getLogger(Main.class);
  private static final List<String> KEY_COMMANDS = List.of("show", "rotate", "retire", "rewrap");
  private static final int FAILED = 1;
  private static final int CANNOT_START = 78;
  private static final int SHUTDOWN_SECONDS_MAX = 60;
  private static final int CONNECT_MILLIS_MAX = 1_000;
  private static final int PORT_MAX = 65_535;

  private Main() {}

  /// Does what the first word says; `serve` is the default.
  public static void main(String... arguments) {
    try {
      System.exit(code(arguments));
    } catch (CannotStartException reason) {
      System.err.println("ledgerline: " + reason.reason());
      // Nothing runs that would have to be stopped, and a log that has not begun yet would be
      // emptied onto the terminal by a regular exit.
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  private static int code(String... arguments) {
    if (arguments.length > 0 && Cli.asksForHelp(arguments)) {
      return Cli.run(arguments);
    }
    String command = arguments.length == 0 ? "serve" : arguments[0];
    List<String> rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    return switch (command) {
      case "serve" ->
          rest.isEmpty()
              ? serve(AfterStart.STAY)
              : Cli.refuse(
                  command,
                  "serve takes no "
                      + rest.getFirst()
                      + ": its settings are environment variables, such as QUARKUS_HTTP_PORT");
      case "migrate" ->
          rest.isEmpty() ? migrate() : Cli.refuse(command, "migrate takes no " + rest.getFirst());
      case "keys" ->
          rest.size() == 1 && KEY_COMMANDS.contains(rest.getFirst())
              ? keys(rest)
              : Cli.refuse(command, "keys takes one of " + String.join(", ", KEY_COMMANDS));
      case "demo" -> demo(rest);
      case "check" -> check(arguments);
      case "import" -> importLog(rest);
      case "detach" -> detach(arguments);
      // An open set: every other word is a command of the client.
      default -> Cli.run(arguments);
    };
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
    String done =
        words.equals(List.of("rewrap"))
            ? new Rewrap(config.dataKeys()).run(config.home())
            : new KeyCommands(config.keys(), Keys.in(config.home()).files()).run(words);
    System.err.println("ledgerline: " + done);
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

  private static int demo(List<String> options) {
    boolean exits = options.equals(List.of("--exit"));
    if (!exits && !options.isEmpty()) {
      return Cli.refuse("demo", "demo takes nothing but --exit");
    }
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    boolean isOwnHome =
        Stream.of("ledgerline.home", "ledgerline.db.url")
            .allMatch(key -> config.getConfigValue(key).getValue() == null);
    if (isOwnHome) {
      System.setProperty("ledgerline.home", Demo.HOME);
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
                          started.database(),
                          isOwnHome,
                          exits))
                  .run();
          return exits || code != Cli.DONE ? code : AfterStart.STAY_UP;
        });
  }

  /// Asks the service that uses the home, or the one that is named; where none does, one that runs
  /// for this alone.
  ///
  /// @throws CannotStartException if there is no ledger: none is made to be praised
  private static int check(String... arguments) {
    SmallRyeConfig sources = ConfigUtils.configBuilder().build();
    LedgerlineConfig config = ConfigReader.read(sources);
    Path home = config.home().toAbsolutePath().normalize();
    boolean isRunning = Home.isHeld(home);
    boolean isBegun = Installation.isBegun(config);
    boolean hasKey = System.getenv("LEDGERLINE_API_KEY") != null && !isBegun;
    if (arguments.length > 1 || isRunning || hasKey) {
      return Cli.run(arguments);
    }
    if (!isBegun) {
      throw new CannotStartException(
          "no ledger at "
              + home
              + (answers(sources)
                  ? ", and no key for what answers at "
                      + Cli.urlByDefault(System.getenv())
                      + ": say with LEDGERLINE_HOME where its home is, or give its key with --key"
                  : ": LEDGERLINE_HOME says where it is"));
    }
    System.err.println("ledgerline: no service uses " + home + "; one is started for this check");
    System.setProperty("quarkus.http.port", "0");
    return serve(
        started -> Cli.run("check", "--url", started.url().toString(), "--key", started.key()));
  }

  /// Runs the service for the import alone: it is done before the log is opened.
  private static int importLog(List<String> rest) {
    if (rest.size() != 1) {
      return Cli.refuse("import", "import takes the directory of an export");
    }
    System.setProperty(Importing.DIRECTORY, rest.getFirst());
    System.setProperty("quarkus.http.port", "0");
    return serve(
        started -> Cli.run("check", "--url", started.url().toString(), "--key", started.key()));
  }

  /// What the owner of the database does is done here, the rest is the client's.
  private static int detach(String... arguments) {
    Optional<Detach.Target> run =
        Detach.Target.ofRun(List.of(arguments).subList(1, arguments.length));
    if (run.isEmpty()) {
      return Cli.run(arguments);
    }
    Detach.Target target = run.get();
    try {
      long left =
          Installation.owner(ConfigReader.read(ConfigUtils.configBuilder().build()))
              .detach(target.segment(), target.archive());
      System.err.printf(
          "ledgerline: segment %d is out of the database, which begins with entry %d now%n",
          target.segment(), left);
      return 0;
    } catch (Schema.RefusedException refused) {
      System.err.println("ledgerline: " + refused.getMessage());
      return FAILED;
    }
  }

  /// Whether something listens where a service would.
  private static boolean answers(SmallRyeConfig config) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port(config)),
          CONNECT_MILLIS_MAX);
      return true;
    } catch (IOException nobody) {
      return false;
    }
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
    int port = port(config);
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

  private static int port(SmallRyeConfig config) {
    String text = String.valueOf(config.getConfigValue("quarkus.http.port").getValue()).strip();
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > PORT_MAX) {
      throw new CannotStartException(
          "QUARKUS_HTTP_PORT is " + text + ", which is no port: one is a number up to " + PORT_MAX);
    }
    return Integer.parseInt(text);
  }
}
