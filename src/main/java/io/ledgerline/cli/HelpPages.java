package io.ledgerline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The pages that explain the commands: files that `./ledgerline` prints before anything is built,
/// and that this program prints from its own resources.
final class HelpPages {

  private HelpPages() {}

  /// The page of a command; `help` is the one about all of them, `version` is the version.
  static Optional<String> page(String command) {
    if (!command.matches("[a-z]+")) {
      return Optional.empty();
    }
    try (InputStream page = HelpPages.class.getResourceAsStream("/help/" + command + ".txt")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// What a command line asks to be told, if it does: `help [COMMAND]`, `--version`, or `--help`
  /// behind a command. What follows `--` is no option.
  static Optional<String> topic(List<String> words) {
    String command = words.isEmpty() ? "help" : words.getFirst();
    return switch (command) {
      case "help", "-h", "--help" -> Optional.of(words.size() > 1 ? words.get(1) : "help");
      case "version", "--version" -> Optional.of("version");
      // An open set: a person may type anything.
      default ->
          words.stream()
              .takeWhile(word -> !word.equals("--"))
              .filter(word -> word.equals("--help") || word.equals("-h"))
              .findFirst()
              .map(asked -> command);
    };
  }
}
