package io.ledgerline.cli;

import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Patience;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.cli.client.UnreachableException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// The main job on real input, told step by step: 97 events of a credit-scoring pipeline and the
/// records that its jobs do not know are sent to a running service, its lineage is asked for, a
/// model card and an evidence bundle are written, verified offline, and a forged copy is found out.
///
/// Everything that it shows goes over HTTP or through the verifier jar in a process of its own, and
/// every step says how to repeat it. Runs as often as one likes on the same ledger: what is known
/// already stays one entry. On one thread.
public final class Demo {

  /// Where the demo runs.
  ///
  /// @param url of the service
  /// @param key the API key that writes
  /// @param home where the state is; documents are written below it
  /// @param verifierJar the jar that verifies bundles
  /// @param database the database in words, with its version and where its files are
  /// @param isOwnHome whether nobody named the home, so that it is the demo's own
  /// @param exits whether the service ends with the demo, so that nothing can be repeated
  public record Context(
      URI url,
      String key,
      Path home,
      Path verifierJar,
      String database,
      boolean isOwnHome,
      boolean exits) {

    /// How `./ledgerline` is typed so that it finds the demo's key.
    String launcher() {
      return isOwnHome ? "LEDGERLINE_HOME=" + HOME + " ./ledgerline" : "./ledgerline";
    }
  }

  /// Where the demo keeps its state unless somebody says otherwise: what it sends stays in its
  /// ledger for ever, and nobody wants it in a ledger of events that happened.
  public static final String HOME = "demo-data";

  private static final Duration WAIT_MAX = Duration.ofMinutes(2);

  private final Context context;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Connection.Pause pause;
  private int step;

  /// A demo that talks to standard output.
  public Demo(Context context) {
    this(context, Terminal.standard(), Clock.systemUTC(), Thread::sleep);
  }

  Demo(Context context, Terminal terminal, InstantSource clock, Connection.Pause pause) {
    this.context = context;
    this.terminal = terminal;
    this.clock = clock;
    this.pause = pause;
  }

  /// Runs every step; the first one that fails ends it.
  ///
  /// @return the exit code, as [Cli] explains it
  public int run() {
    Instant begun = clock.instant();
    Patience patience = new Patience(Optional.of(WAIT_MAX), terminal, pause, clock);
    try (Connection connection = new Connection(context.url(), context.key(), patience)) {
      terminal.say("Ledgerline, shown on real input");
      terminal.say("");
      begin("A real PostgreSQL");
      tell(context.database());
      tell(
          context.isOwnHome()
              ? "all state of the demo is in " + context.home() + ", in no other ledger"
              : "what the demo sends stays in the ledger of " + context.home() + " for ever");
      DemoSending sending = new DemoSending(this, connection);
      sending.lineage(begun);
      sending.records();
      sending.receipt();
      new DemoQuestions(this, connection, sending.lastIndex()).ask();
      new DemoEvidence(this, connection).show();
      begin("Done in " + seconds(begun));
      if (context.exits()) {
        tell("The service ends now. Without --exit it stays up, and every step can be repeated.");
        tell("On the same ledger again: " + context.launcher() + " serve");
      } else {
        urls();
      }
      return Cli.DONE;
    } catch (UnreachableException silent) {
      return failed(String.valueOf(silent.getMessage()), Cli.UNREACHABLE);
    } catch (FailedStepException failed) {
      return failed(String.valueOf(failed.getMessage()), Cli.FAILED);
    }
  }

  Context context() {
    return context;
  }

  Instant now() {
    return clock.instant();
  }

  /// Waits before something is asked for once more.
  void rest(Duration duration) {
    try {
      pause.take(duration);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FailedStepException("interrupted");
    }
  }

  /// Starts a step.
  void begin(String title) {
    step++;
    terminal.say(step == 1 ? step + "  " + title : "\n" + step + "  " + title);
  }

  /// One line of a step.
  void tell(String line) {
    terminal.say(line.isEmpty() ? "" : "   " + line);
  }

  /// How a reader repeats what was just shown, while the service stays up.
  void repeat(String command) {
    if (!context.exits()) {
      tell("Repeat: " + command);
    }
  }

  /// The time since `start`, in seconds with two decimals.
  String seconds(Instant start) {
    long millis = Duration.between(start, clock.instant()).toMillis();
    return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }

  private void urls() {
    URI url = context.url();
    tell("The service stays up until Ctrl-C. " + context.launcher() + " serve starts it again.");
    tell("checkpoint   " + url + "/log/checkpoint");
    tell("verifier key " + url + "/log/vkey");
    tell("an entry     " + url + "/api/v1/entries/1");
    tell("SPARQL       " + url + "/sparql");
    tell("the API      " + url + "/q/openapi");
    tell("health       " + url + "/q/health");
    tell("API key      " + context.home().resolve("keys").resolve("admin.key"));
  }

  private int failed(String reason, int code) {
    terminal.note("");
    terminal.note("The demo stopped in step " + step + ": " + reason);
    return code;
  }
}
