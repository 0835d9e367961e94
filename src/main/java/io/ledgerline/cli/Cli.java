package io.ledgerline.cli;

import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Patience;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.cli.client.UnreachableException;
import io.ledgerline.cli.ingest.Ingest;
import io.ledgerline.cli.ingest.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The command line: reads what was typed, asks the service, returns an exit code.
///
/// Exit codes: 0 done, 1 the service refused something or a check failed, 64 the command line is
/// not understood, 69 the service does not answer or stays busy.
public final class Cli {

  /// Everything was done.
  public static final int DONE = 0;

  /// Something was refused, or a check failed.
  public static final int FAILED = 1;

  /// The command line is not understood.
  public static final int USAGE = 64;

  /// The service does not answer, or stays busy.
  public static final int UNREACHABLE = 69;

  private static final Set<String> SERVICE_OPTIONS = Set.of("url", "key", "wait");

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Connection.Pause pause;
  private final InstantSource clock;

  Cli(
      Terminal terminal,
      Map<String, String> environment,
      Connection.Pause pause,
      InstantSource clock) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.pause = pause;
    this.clock = clock;
  }

  /// Whether a command line asks for help or the version, which [#run] gives, whatever the command.
  public static boolean asksForHelp(String... arguments) {
    return HelpPages.topic(Arrays.asList(arguments)).isPresent();
  }

  /// Says that a command is not understood, and where the answer is.
  ///
  /// @return the exit code
  public static int refuse(String command, String reason) {
    return misunderstood(Terminal.standard(), command, reason);
  }

  /// Where the service is, if nobody says otherwise: on loopback, at the port that the environment
  /// names.
  public static String urlByDefault(Map<String, String> environment) {
    return "http://localhost:" + environment.getOrDefault("QUARKUS_HTTP_PORT", "8080");
  }

  /// Runs one command, with the environment, the standard output and the clock of this process.
  ///
  /// @param arguments the command and what follows it
  /// @return the exit code
  public static int run(String... arguments) {
    return new Cli(Terminal.standard(), System.getenv(), Thread::sleep, Clock.systemUTC())
        .execute(arguments);
  }

  /// Runs one command.
  int execute(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    Optional<String> topic = HelpPages.topic(words);
    String command = topic.orElseGet(words::getFirst);
    try {
      return topic.isPresent() ? help(command) : run(command, words.subList(1, words.size()));
    } catch (UsageException misunderstood) {
      return misunderstood(terminal, command, String.valueOf(misunderstood.getMessage()));
    } catch (UnreachableException silent) {
      terminal.note("ledgerline: " + silent.getMessage());
      return UNREACHABLE;
    } catch (FailedStepException failed) {
      terminal.note("ledgerline: " + failed.getMessage());
      return FAILED;
    }
  }

  private int run(String command, List<String> rest) {
    return switch (command) {
      case "ingest" -> ingest(rest);
      case "export" -> export(rest);
      case "check" -> check(rest);
      case "erase" -> erase(rest);
      case "replay" -> replay(rest);
      case "detach" -> detach(rest);
      case "verify" -> new VerifyLog(terminal).run(rest);
      // An open set: a person may type anything.
      default -> throw new UsageException("there is no command " + command);
    };
  }

  private int help(String command) {
    Optional<String> page = HelpPages.page(command);
    if (page.isEmpty()) {
      throw new UsageException("there is no command " + command);
    }
    terminal.out().print(page.get());
    return DONE;
  }

  private static int misunderstood(Terminal terminal, String command, String reason) {
    terminal.note("ledgerline: " + reason);
    boolean isKnown = HelpPages.page(command).isPresent();
    terminal.note("Try ./ledgerline " + (isKnown ? command + " --help." : "help."));
    return USAGE;
  }

  private int ingest(List<String> words) {
    Arguments arguments = Arguments.parse(words, Set.of("url", "key", "wait", "resume"), Set.of());
    if (arguments.operands().isEmpty()) {
      throw new UsageException("ingest needs a file, a folder, or - for standard input");
    }
    for (String operand : arguments.operands()) {
      if (!operand.equals(Ingest.STANDARD_INPUT) && !Files.isReadable(Path.of(operand))) {
        throw new UsageException("there is no " + operand + ", or it cannot be read");
      }
    }
    Optional<Journal> journal = arguments.value("resume").map(Path::of).map(Journal::new);
    try (Connection connection = connection(arguments, Optional.empty())) {
      return new Ingest(connection, terminal, clock, journal).run(arguments.operands(), System.in);
    }
  }

  private int replay(List<String> words) {
    Arguments arguments = Arguments.parse(words, SERVICE_OPTIONS, Set.of());
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("replay takes no " + arguments.operands().getFirst());
    }
    try (Connection connection = connection(arguments, Optional.of(WAIT_MAX))) {
      return new Replay(connection, terminal).run();
    }
  }

  private int export(List<String> words) {
    Arguments arguments =
        Arguments.parse(
            words,
            Set.copyOf(
                Stream.concat(SERVICE_OPTIONS.stream(), Stream.of("format", "out")).toList()),
            Set.of());
    try (Connection connection = connection(arguments, Optional.of(WAIT_MAX))) {
      return new Export(connection, terminal).run(arguments);
    }
  }

  private int check(List<String> words) {
    Arguments arguments = Arguments.parse(words, SERVICE_OPTIONS, Set.of("no-payloads"));
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("check takes no " + arguments.operands().getFirst());
    }
    try (Connection connection = connection(arguments, Optional.of(WAIT_MAX))) {
      return new Check(connection, terminal).run(arguments);
    }
  }

  private int erase(List<String> words) {
    Arguments arguments = Arguments.parse(words, Erase.VALUED, Erase.FLAGS);
    try (Connection connection = connection(arguments, Optional.of(WAIT_MAX))) {
      return new Erase(connection, terminal).run(arguments);
    }
  }

  private int detach(List<String> words) {
    Arguments arguments = Arguments.parse(words, Detach.VALUED, Set.of());
    try (Connection connection = connection(arguments, Optional.of(WAIT_MAX))) {
      return new Detach(connection, terminal).run(arguments);
    }
  }

  private Connection connection(Arguments arguments, Optional<Duration> waitMax) {
    String url = arguments.value("url").orElseGet(() -> urlByDefault(environment));
    Patience patience =
        new Patience(
            arguments.value("wait").map(Cli::seconds).or(() -> waitMax), terminal, pause, clock);
    try {
      URI base = URI.create(url);
      if (base.getHost() == null || !Set.of("http", "https").contains(base.getScheme())) {
        throw new UsageException(url + " is no URL like http://localhost:8080");
      }
      return new Connection(base, key(arguments), patience);
    } catch (IllegalArgumentException malformed) {
      throw new UsageException(url + " is no URL like http://localhost:8080");
    }
  }

  private static Duration seconds(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new UsageException("--wait takes whole seconds, not " + text);
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private String key(Arguments arguments) {
    return arguments.value("key").orElseGet(this::defaultKey);
  }

  private String defaultKey() {
    String given = environment.get("LEDGERLINE_API_KEY");
    if (given != null) {
      return given.strip();
    }
    Path file = Path.of(environment.getOrDefault("LEDGERLINE_HOME", "data"), "keys", "admin.key");
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
