package io.ledgerline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.evidence.TestBundles;
import io.ledgerline.note.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the verifier tells a person whose key, file or option is the wrong one.
class WordsTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aWholeBundleUnderTheKeyOfAnotherLogIsNotSaidToBeChanged() throws IOException {
    // Given
    Path bundle = Files.write(folder.resolve("bundle.zip"), TestBundles.zip().toArray());
    String other =
        SigningKey.ofSeed("other.example/log", new byte[SigningKey.SEED_BYTES])
            .verifierKey()
            .text();

    // When
    int code = run(bundle.toString(), "--vkey", other);

    // Then
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("FAILED: " + bundle + " is not signed by a key that you trust.")
        .contains("log.vkey: is not a key that you trust: it is ", other, "another log")
        .doesNotContain("committed to");
  }

  @Test
  void aWholeBundleUnderAnotherKeyOfTheSameOriginIsNotSaidToBeOfAnotherLog() throws IOException {
    // Given
    Path bundle = Files.write(folder.resolve("bundle.zip"), TestBundles.zip().toArray());
    String newer = TestBundles.keyOfSeed(77).verifierKey().text();

    // When
    int code = run(bundle.toString(), "--vkey", newer);

    // Then
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("FAILED: " + bundle + " is not signed by a key that you trust.")
        .contains("another one of the same origin", newer, "another key of this origin than\nyours")
        .contains("/log/keys", "Do not rely on anything in it.")
        .doesNotContain("another log", "committed to");
  }

  @Test
  void namesTheKeyFileThatIsNotThere() {
    // When
    int code = run("bundle.zip", "--vkey", "/nonexist");

    // Then
    assertThat(code).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("no such file, and no verifier key: /nonexist");
  }

  @Test
  void aChangedBundleIsSaidToBeChangedWhateverTheKey() throws IOException {
    // Given
    byte[] changed = TestBundles.zip().toArray();
    changed[changed.length / 2] ^= 1;
    Path bundle = Files.write(folder.resolve("bundle.zip"), changed);

    // When
    int code = run(bundle.toString());

    // Then
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(" is not what the log committed to.");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    // Given
    Path missing = folder.resolve("gone.zip");

    // When
    int code = run(missing.toString());

    // Then
    assertThat(code).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("cannot read the bundle: there is no file " + missing + System.lineSeparator());
  }

  @Test
  void everyOptionIsOnThePageOfTheLauncherToo() throws IOException {
    // Given
    String page = Files.readString(Path.of("src/main/resources/help/verify.txt"));

    // When
    run("--help");
    Matcher option = Pattern.compile("--[a-z]+").matcher(out.toString(StandardCharsets.UTF_8));

    // Then
    assertThat(option.results().map(found -> found.group()).toList())
        .contains("--vkey", "--json")
        .allMatch(page::contains);
  }

  private int run(String... args) {
    return Main.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
