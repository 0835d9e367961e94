package io.ledgerline.wiring.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seeds and where they come from; the command that replaces them.
class KeyCommandsTest {

  private static final String ORIGIN = "example.org/log";
  private static final String LOG = "00000000-0000-4000-8000-000000000001";

  @TempDir private Path directory;

  @Test
  void theFirstSeedIsMadeAndThereIsNoNext() {
    // When
    LogSeeds seeds = LogSeeds.of(Configured.nothing(), files());

    // Then
    assertThat(seeds.all(ORIGIN)).hasSize(1);
    assertThat(seeds.key(ORIGIN).verifierKey())
        .isEqualTo(LogSeeds.of(Configured.nothing(), files()).key(ORIGIN).verifierKey());
  }

  @Test
  void aRotationGoesFromFileToFile() {
    // Given
    SigningKey old = seeds().key(ORIGIN);
    seeds().publish(KeyHistory.of(LOG, old.verifierKey()));
    run("rotate");
    SigningKey next = seeds().next(ORIGIN).orElseThrow();
    Throwable early = catchThrowable(() -> run("retire"));
    seeds()
        .publish(
            KeyHistory.of(LOG, old.verifierKey())
                .with(new KeyHistory.Step(7, KeyRotation.sign(LOG, old, next))));

    // When
    String told = run("retire");

    // Then
    assertThat(early).hasMessageContaining("the log does not record the next key yet");
    assertThat(seeds().key(ORIGIN).verifierKey()).isEqualTo(next.verifierKey());
    assertThat(seeds().next(ORIGIN)).isEmpty();
    Path retired = directory.resolve("log-retired-" + old.verifierKey().id() + ".seed");
    assertThat(told).contains(retired.toString());
    assertThat(retired).exists();
    assertThat(run("show")).isEqualTo(old.verifierKey() + "\n" + next.verifierKey());
    assertThat(directory.resolve("log.vkey")).hasContent(next.verifierKey() + "\n");
  }

  @Test
  void aSecondRotationWaitsForTheFirst() {
    // Given
    seeds();
    run("rotate");

    // When
    Throwable refusal = catchThrowable(() -> run("rotate"));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("a rotation is under way");
  }

  @Test
  void nothingIsRetiredWithoutARotation() {
    // Given
    seeds();

    // When
    Throwable refusal = catchThrowable(() -> run("retire"));

    // Then
    assertThat(refusal).hasMessageContaining("no rotation is under way");
  }

  @Test
  void otherWordsAreExplained() {
    // When
    Throwable refusal = catchThrowable(() -> run("revoke"));

    // Then
    assertThat(refusal).hasMessage("keys takes one of: show, rotate, retire, rewrap");
  }

  @Test
  void aSeedComesFromASettingOrAFileBeforeTheHomeDirectory() throws IOException {
    // Given
    Path mounted = Files.writeString(directory.resolve("mounted"), "02".repeat(32) + "\n");
    Files.setPosixFilePermissions(mounted, PosixFilePermissions.fromString("r--------"));
    KeysConfig config =
        new Configured(
            Optional.of("01".repeat(32)), Optional.empty(), Optional.empty(), Optional.of(mounted));

    // When
    LogSeeds seeds = LogSeeds.of(config, files());

    // Then
    assertThat(seeds.key(ORIGIN).verifierKey()).isEqualTo(key(1).verifierKey());
    assertThat(seeds.next(ORIGIN).orElseThrow().verifierKey()).isEqualTo(key(2).verifierKey());
    assertThat(directory.resolve("log.seed")).doesNotExist();
  }

  @Test
  void aMountedSeedThatOthersCanReadIsRefused() throws IOException {
    // Given
    Path mounted = Files.writeString(directory.resolve("mounted"), "02".repeat(32) + "\n");
    Files.setPosixFilePermissions(mounted, PosixFilePermissions.fromString("rw-r--r--"));
    KeysConfig config =
        new Configured(Optional.empty(), Optional.of(mounted), Optional.empty(), Optional.empty());

    // When
    Throwable refusal = catchThrowable(() -> LogSeeds.of(config, files()));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("can be used by others");
  }

  @Test
  void aSeedThatIsNoneIsRefusedAndNotRepeated() {
    // Given
    KeysConfig config =
        new Configured(Optional.of("secret"), Optional.empty(), Optional.empty(), Optional.empty());

    // When
    Throwable refusal = catchThrowable(() -> LogSeeds.of(config, files()));

    // Then
    assertThat(refusal).hasMessage("ledgerline.keys.seed is not 64 hexadecimal digits");
  }

  @Test
  void theSameSeedTwiceIsNoRotation() {
    // Given
    KeysConfig config =
        new Configured(
            Optional.of("01".repeat(32)),
            Optional.empty(),
            Optional.of("01".repeat(32)),
            Optional.empty());

    // When
    Throwable refusal = catchThrowable(() -> LogSeeds.of(config, files()));

    // Then
    assertThat(refusal).hasMessageContaining("is the one that it has");
  }

  /// Settings as given.
  record Configured(
      Optional<String> seed,
      Optional<Path> seedFile,
      Optional<String> nextSeed,
      Optional<Path> nextSeedFile)
      implements KeysConfig {

    static Configured nothing() {
      return new Configured(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  private LogSeeds seeds() {
    return LogSeeds.of(Configured.nothing(), files());
  }

  private String run(String word) {
    return new KeyCommands(Configured.nothing(), files()).run(List.of(word));
  }

  private KeyFiles files() {
    return new KeyFiles(directory, new SecureRandom());
  }

  private static SigningKey key(int value) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) value);
    return SigningKey.ofSeed(ORIGIN, seed);
  }
}
