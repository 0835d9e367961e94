package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person is told who asks how: by the program, and by `./ledgerline` before it builds
/// anything.
class HelpPagesTest {

  private static final Path PAGES = Path.of("src/main/resources/help");
  private static final Pattern OPTION = Pattern.compile("--[a-z]+");

  /// The first word of a row of the table of commands, in the document and in the page.
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)", Pattern.MULTILINE);

  private static final Pattern LISTED = Pattern.compile("^  ([a-z]+) ", Pattern.MULTILINE);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void thePageAndTheDocumentHaveEveryCommandThatHasAPage() throws IOException {
    // Given
    Set<String> commands = commands();

    // When
    Set<String> listed = found(LISTED, page("help"));
    Set<String> documented =
        found(ROW, Files.readString(Path.of("docs/reference/command-line.md")));

    // Then
    assertThat(listed).isEqualTo(commands);
    assertThat(documented).isEqualTo(commands);
  }

  @Test
  void everyPageOfAClientNamesTheOptionsThatEveryClientHas() throws IOException {
    for (String command : List.of("ingest", "export", "check")) {
      assertThat(page(command)).contains("--url URL", "--key KEY", "--wait SECONDS");
    }
  }

  @Test
  void theDocumentNamesEveryOption() throws IOException {
    // Given
    String document = Files.readString(Path.of("docs/reference/command-line.md"));

    // When
    Set<String> options = new TreeSet<>();
    for (String command : commands()) {
      Matcher option = OPTION.matcher(page(command));
      while (option.find()) {
        options.add(option.group());
      }
    }

    // Then
    assertThat(options).contains("--exit", "--policy").allMatch(document::contains);
  }

  @Test
  void theVersionIsTheOneOfTheBuild() throws IOException {
    // Given
    String pom = Files.readString(Path.of("pom.xml"));

    // When
    String version = page("version").strip().replaceFirst("^ledgerline ", "");

    // Then
    assertThat(pom).contains("<artifactId>ledgerline</artifactId>\n  <version>" + version + "<");
    assertThat(Files.readString(Path.of("ledgerline")))
        .contains("ledgerline-" + version + "-verifier.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "--help",
        "--version",
        "help serve",
        "serve --help",
        "demo -h",
        "ingest x --url y --help",
        "check --help",
        "verify --help",
        "build --help"
      })
  void theProgramAndTheLauncherSayTheSame(String line) throws Exception {
    // Given
    String[] words = line.split(" ");
    Cli cli =
        new Cli(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)),
            Map.of(),
            duration -> {},
            Clock.systemUTC());

    // When
    int code = cli.execute(words);
    Process launcher =
        new ProcessBuilder(Stream.concat(Stream.of("sh", "ledgerline"), Stream.of(words)).toList())
            .start();
    String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(code).isZero();
    assertThat(launcher.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(launcher.exitValue()).isZero();
    assertThat(said).startsWith(line.equals("--version") ? "ledgerline " : "usage: ");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fly", "fly --help", "help fly", "build fast"})
  void theLauncherRefusesWhatItDoesNotKnow(String line) throws Exception {
    // Given
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("sh", "ledgerline"), Stream.of(line.split(" "))).toList());

    // When
    Process launcher = builder.start();
    String said = new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(launcher.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(64);
    assertThat(said).contains("Try ./ledgerline ");
  }

  private static Set<String> commands() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .map(file -> file.getFileName().toString().replace(".txt", ""))
          .filter(name -> !name.equals("version"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String page(String name) throws IOException {
    return Files.readString(PAGES.resolve(name + ".txt"));
  }
}
