package io.ledgerline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ledgerline.evidence.TestBundles;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The verifier jar by itself, as a stranger has it: on every Java of this machine, from an empty
/// directory, without a class path.
@Execution(ExecutionMode.CONCURRENT)
class VerifierJarIT {

  private static final Path JAR = Path.of(System.getProperty("ledgerline.verifier.jar", ""));
  private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final String KEY = TestBundles.key().verifierKey().text();

  @TempDir Path folder;

  private Path sound;
  private Path changed;
  private Path policy;

  @BeforeEach
  void writeBundles() throws IOException {
    sound = folder.resolve("sound.zip");
    changed = folder.resolve("changed.zip");
    byte[] zip = TestBundles.zip().toArray();
    Files.write(sound, zip);
    zip[zip.length / 2] ^= 1;
    Files.write(changed, zip);
    policy = folder.resolve("trust.policy");
    Files.writeString(
        policy, "log %s\nwitness w %s\nquorum w\n".formatted(KEY, TestCosignatures.WITNESS_VKEY));
  }

  @Test
  void verifiesOnEveryJavaOfThisMachineFrom17On() throws IOException, InterruptedException {
    // Given
    List<String> javas = javas();

    for (String java : javas) {
      // When
      Finished verified = run(java, "-jar", JAR.toString(), sound.toString(), "--vkey", KEY);
      Finished failed = run(java, "-jar", JAR.toString(), changed.toString(), "--vkey", KEY);
      Finished untrusted = run(java, "-jar", JAR.toString(), sound.toString(), "--json");
      Finished unusable = run(java, "-jar", JAR.toString());
      Finished unwitnessed =
          run(java, "-jar", JAR.toString(), sound.toString(), "--policy", policy.toString());

      // Then
      assertThat(verified.output).as(java).startsWith("VERIFIED: ");
      assertThat(failed.output).as(java).startsWith("FAILED: ");
      assertThat(untrusted.output).as(java).contains("\"verdict\":\"consistent-key-untrusted\"");
      assertThat(
              List.of(verified.code, failed.code, untrusted.code, unusable.code, unwitnessed.code))
          .as(java)
          .containsExactly(0, 1, 3, 2, 4);
    }
    assertThat(javas).isNotEmpty();
  }

  @Test
  void needsNothingButJavaBase() throws IOException, InterruptedException {
    // Given
    Path jdeps = THIS_JAVA.resolve("jdeps");
    assumeThat(jdeps).as("skipped: this Java has no jdeps").exists();

    // When
    Finished finished = run(jdeps.toString(), "-s", JAR.toString());

    // Then
    assertThat(finished.output.strip()).isEqualTo(JAR.getFileName() + " -> java.base");
  }

  /// The Java that runs this test, the one on the path, and those in the usual places.
  private List<String> javas() throws IOException, InterruptedException {
    List<String> candidates =
        new ArrayList<>(List.of(THIS_JAVA.resolve("java").toString(), "java"));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> homes = Files.list(usual)) {
        homes
            .map(home -> home.resolve("bin/java"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .sorted()
            .forEach(candidates::add);
      }
    }
    Set<String> javas = new LinkedHashSet<>();
    for (String java : candidates) {
      if (majorVersion(java) >= 17) {
        Path path = Path.of(java);
        javas.add(Files.exists(path) ? path.toRealPath().toString() : java);
      }
    }
    return List.copyOf(javas);
  }

  private int majorVersion(String java) throws InterruptedException {
    try {
      String settings = run(java, "-XshowSettings:properties", "-version").output;
      return settings
          .lines()
          .filter(line -> line.contains("java.specification.version = "))
          .map(line -> line.replaceAll(".* = (1\\.)?", ""))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException absent) {
      return 0;
    }
  }

  private Finished run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), output);
  }

  private record Finished(int code, String output) {}
}
