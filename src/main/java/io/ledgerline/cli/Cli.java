package io.ledgerline.cli;

import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.cli.client.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The command line: reads what was typed, asks the service, returns an exit code.
///
/// Exit codes: 0 done, 1 the service refused something or a check failed, 64 the command line is
/// not understood, 69 the service does not answer.
public final class Cli {

  /// Everything was done.
  public static final int DONE = 0;

  /// Something was refused, or a check failed.
  public static final int FAILED = 1;

  /// The command line is not understood.
  public static final int USAGE = 64;

  /// The service does not answer.
  public static final int UNREACHABLE = 69;

  private static final Set<String> SERVICE_OPTIONS = Set.of("url", "key");

  private static final String HELP =
      """
      usage: ./ledgerline COMMAND [ARGUMENT…]

        ingest FILE…                      send what is in files: OpenLineage events and CloudEvents,
                                          one object a line, arrays, single objects, gzip, folders
        export card NAMESPACE NAME VERSION [--format markdown|json] [--out FILE]
                                          a model card; without --out to standard output
        export evidence NAMESPACE NAME VERSION --out FILE
                                          an evidence bundle
        check [--no-payloads]             have the service hash every entry again
        verify --url URL [--vkey KEY] [--policy FILE] [--from FILE]
                                          verify a running log as a stranger would; FILE keeps
                                          the checkpoint for the next time
        erase INDEX[:UNIT,…]… --request ID --basis CODE --by NAME
                                          erase units of entries, or whole entries
        erase --subject VALUE [--whole] --request ID --basis CODE --by NAME
                                          erase what names a data subject
        help                              show this

      Options of every command but help:
        --url URL    where the service is; default http://localhost:8080, or the port in
                     QUARKUS_HTTP_PORT
        --key KEY    the API key; default LEDGERLINE_API_KEY, then the file keys/admin.key below
                     LEDGERLINE_HOME (default ./data)

      demo, serve, verify BUNDLE and test are explained by ./ledgerline help.
      Exit codes: 0 done, 1 refused or failed, 64 not understood, 69 the service does not answer;
      of verify those of the verifier.
      """;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Connection.Pause pause;

  Cli(Terminal terminal, Map<String, String> environment, Connection.Pause pause) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.pause = pause;
  }

  /// Runs one command, with the environment, the standard output and the clock of this process.
  ///
  /// @param arguments the command and what follows it
  /// @return the exit code
  public static int run(String... arguments) {
    return new Cli(Terminal.standard(), System.getenv(), Thread::sleep).execute(arguments);
  }

  /// Runs one command.
  int execute(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    String command = words.isEmpty() ? "help" : words.getFirst();
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    try {
      return switch (command) {
        case "ingest" -> ingest(rest);
        case "export" -> export(rest);
        case "check" -> check(rest);
        case "verify" -> new VerifyLog(terminal).run(rest);
        case "erase" -> erase(rest);
        case "help", "-h", "--help" -> help();
        // An open set: a person may type anything.
        default -> throw new UsageException("there is no command " + command);
      };
    } catch (UsageException misunderstood) {
      terminal.note("ledgerline: " + misunderstood.getMessage());
      terminal.note("Try ./ledgerline help.");
      return USAGE;
    } catch (UnreachableException silent) {
      terminal.note("ledgerline: " + silent.getMessage());
      return UNREACHABLE;
    } catch (FailedStepException failed) {
      terminal.note("ledgerline: " + failed.getMessage());
      return FAILED;
    }
  }

  private int help() {
    terminal.out().print(HELP);
    return DONE;
  }

  private int ingest(List<String> words) {
    Arguments arguments = Arguments.parse(words, SERVICE_OPTIONS, Set.of());
    if (arguments.operands().isEmpty()) {
      throw new UsageException("ingest needs a file or a folder");
    }
    try (Connection connection = connection(arguments)) {
      return new Ingest(connection, terminal)
          .run(arguments.operands().stream().map(Path::of).toList());
    }
  }

  private int export(List<String> words) {
    Arguments arguments =
        Arguments.parse(
            words,
            Set.copyOf(
                Stream.concat(SERVICE_OPTIONS.stream(), Stream.of("format", "out")).toList()),
            Set.of());
    try (Connection connection = connection(arguments)) {
      return new Export(connection, terminal).run(arguments);
    }
  }

  private int check(List<String> words) {
    Arguments arguments = Arguments.parse(words, SERVICE_OPTIONS, Set.of("no-payloads"));
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("check takes no " + arguments.operands().getFirst());
    }
    try (Connection connection = connection(arguments)) {
      return new Check(connection, terminal).run(arguments);
    }
  }

  private int erase(List<String> words) {
    Arguments arguments = Arguments.parse(words, Erase.VALUED, Erase.FLAGS);
    try (Connection connection = connection(arguments)) {
      return new Erase(connection, terminal).run(arguments);
    }
  }

  private Connection connection(Arguments arguments) {
    String url = arguments.value("url").orElseGet(this::defaultUrl);
    try {
      URI base = URI.create(url);
      if (base.getHost() == null || !Set.of("http", "https").contains(base.getScheme())) {
        throw new UsageException(url + " is no URL like http://localhost:8080");
      }
      return new Connection(base, key(arguments), pause);
    } catch (IllegalArgumentException malformed) {
      throw new UsageException(url + " is no URL like http://localhost:8080");
    }
  }

  private String defaultUrl() {
    return "http://localhost:" + environment.getOrDefault("QUARKUS_HTTP_PORT", "8080");
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
