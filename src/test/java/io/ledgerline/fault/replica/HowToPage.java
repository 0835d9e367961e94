package io.ledgerline.fault.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commands of `docs/how-to/run-more-than-one.md`, as they stand there, but below a directory
/// of the test.
final class HowToPage {

  private static final Path PAGE = Path.of("docs", "how-to", "run-more-than-one.md");
  private static final String PLACE = "/srv/ledgerline";
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SERVE =
      Pattern.compile("LEDGERLINE_HOME=(\\S+) QUARKUS_HTTP_PORT=[0-9]+ \\./ledgerline serve");
  private static final Pattern SETTING = Pattern.compile("(?m)^(LEDGERLINE_[A-Z_]+)=(.*)$");

  private final List<String> blocks = new ArrayList<>();

  /// @param place stands for the directory that the page names
  HowToPage(Path place) {
    String page;
    try {
      page = Files.readString(PAGE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Matcher found = BLOCK.matcher(page.replace(PLACE, place.toString()));
    while (found.find()) {
      blocks.add(found.group(1));
    }
  }

  /// Does what the page says to do before the first start.
  ///
  /// @return the settings that it makes
  Map<String, String> settings() {
    String said =
        blocks.stream()
            .filter(block -> block.contains("export "))
            .reduce("", (before, block) -> before + block);
    Map<String, String> settings = new TreeMap<>();
    Matcher found = SETTING.matcher(run(said + "env\n"));
    while (found.find()) {
      settings.put(found.group(1), found.group(2));
    }
    return settings;
  }

  /// The home directories of the replicas that it starts, in its order.
  List<Path> homes() {
    return SERVE
        .matcher(String.join("\n", blocks))
        .results()
        .map((MatchResult line) -> Path.of(line.group(1)))
        .toList();
  }

  /// Does what it says to do between the start of the first replica and that of the others.
  ///
  /// @return what is printed
  String shareKeys() {
    return run(
        blocks.stream()
            .filter(block -> block.startsWith("for "))
            .reduce("", (before, block) -> before + block));
  }

  private static String run(String script) {
    try {
      Process shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
      String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).as(printed).isZero();
      return printed;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
