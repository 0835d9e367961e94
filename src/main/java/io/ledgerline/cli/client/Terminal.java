package io.ledgerline.cli.client;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command talks to the person: results to `out`, everything else to `err`.
///
/// @param out what was asked for
/// @param err progress, and what went wrong
public record Terminal(PrintStream out, PrintStream err) {

  /// Standard output and standard error of this process, in UTF-8.
  public static Terminal standard() {
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8));
  }

  /// One line of the result.
  public void say(String line) {
    out.println(line);
  }

  /// One line for the person only.
  public void note(String line) {
    err.println(line);
  }
}
