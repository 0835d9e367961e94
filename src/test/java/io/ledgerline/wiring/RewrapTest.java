package io.ledgerline.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.Home;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.vault.keys.Column;
import io.ledgerline.vault.keys.Opened;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.PayloadCipher.SealedUnit;
import io.ledgerline.wiring.config.DataKeysConfig;
import io.ledgerline.wiring.keys.DataKeyFiles;
import io.ledgerline.wiring.keys.Rewrap;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./ledgerline keys rewrap`.
class RewrapTest {

  private static final LogId LOG = TestLedgers.genesis().log();
  private static final Submission EVENT = Submissions.of("a", "a");
  private static final DataKeysConfig DEFAULTS = config(Map.of());

  @TempDir private Path home;

  @Test
  void theDataKeysAreUnderANewMasterKeyAndTheOldOneIsGone() throws IOException {
    // Given
    SealedUnit sealed = cipher(DEFAULTS).sealing(LOG).seal(1, EVENT).getFirst();
    String before = Files.readString(master());

    // When
    String done = new Rewrap(DEFAULTS).run(home);

    // Then
    assertThat(done).startsWith("1 data keys are wrapped under a new master key: back up ");
    assertThat(Files.readString(master())).isNotEqualTo(before);
    assertThat(previous()).doesNotExist();
    assertThat(value(cipher(DEFAULTS), sealed)).isInstanceOf(Opened.Plain.class);
  }

  @Test
  void brokenOffItGoesOn() throws IOException {
    // Given: it was killed after the first step
    SealedUnit sealed = cipher(DEFAULTS).sealing(LOG).seal(1, EVENT).getFirst();
    Files.move(master(), previous());
    Opened meanwhile = value(cipher(DEFAULTS), sealed);

    // When
    new Rewrap(DEFAULTS).run(home);

    // Then
    assertThat(meanwhile).isInstanceOf(Opened.Plain.class);
    assertThat(previous()).doesNotExist();
    assertThat(value(cipher(DEFAULTS), sealed)).isInstanceOf(Opened.Plain.class);
  }

  @Test
  void aDataKeyThatCannotBeUnwrappedKeepsBothMasterKeys() throws IOException {
    // Given
    cipher(DEFAULTS).sealing(LOG).seal(1, EVENT);
    Path chest = chest();
    byte[] bytes = Files.readAllBytes(chest);
    bytes[160] ^= 1;
    Files.write(chest, bytes);

    // When
    Throwable refusal = catchThrowable(() -> new Rewrap(DEFAULTS).run(home));

    // Then
    assertThat(refusal).isInstanceOf(CannotStartException.class);
    assertThat(master()).exists();
    assertThat(previous()).exists();
  }

  @Test
  void masterKeysFromTheConfigurationAreTakenFromThere() throws IOException {
    // Given
    DataKeysConfig old = config(Map.of("master-key", "01".repeat(32)));
    SealedUnit sealed = cipher(old).sealing(LOG).seal(1, EVENT).getFirst();
    Throwable alone = catchThrowable(() -> new Rewrap(old).run(home));

    // When
    new Rewrap(
            config(Map.of("master-key", "02".repeat(32), "previous-master-key", "01".repeat(32))))
        .run(home);

    // Then
    DataKeysConfig young = config(Map.of("master-key", "02".repeat(32)));
    assertThat(alone).hasMessageContaining("previous-master-key");
    assertThat(value(cipher(young), sealed)).isInstanceOf(Opened.Plain.class);
    assertThat(value(cipher(old), sealed)).isInstanceOf(Opened.Faulty.class);
    assertThat(master()).doesNotExist();
  }

  @Test
  void whileTheServiceRunsNothingIsDone() {
    // Given
    cipher(DEFAULTS).sealing(LOG).seal(1, EVENT);

    // When
    Throwable refusal;
    try (Home held = Home.open(home)) {
      refusal = catchThrowable(() -> new Rewrap(DEFAULTS).run(held.directory()));
    }

    // Then
    assertThat(refusal).hasMessageContaining("another ledgerline uses");
    assertThat(previous()).doesNotExist();
  }

  private PayloadCipher cipher(DataKeysConfig config) {
    try (Home opened = Home.open(home)) {
      KeyFiles files = new KeyFiles(opened.privateDirectory("keys"), new SecureRandom());
      return new PayloadCipher(
          DataKeyFiles.open(
              home, config, files, InstantSource.fixed(TestLedgers.NOW), new SecureRandom()));
    }
  }

  private static Opened value(PayloadCipher cipher, SealedUnit sealed) {
    return cipher.opening(LOG).open(1, 0, Column.VALUE, sealed.key(), sealed.value());
  }

  private Path master() {
    return home.resolve("keys").resolve(DataKeyFiles.CURRENT);
  }

  private Path previous() {
    return home.resolve("keys").resolve(DataKeyFiles.PREVIOUS);
  }

  private Path chest() throws IOException {
    Path directory = home.resolve(DataKeyFiles.DIRECTORY).resolve(LOG.toString());
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> chests = files.toList();
      assertThat(chests).hasSize(1);
      return chests.getFirst();
    }
  }

  private static DataKeysConfig config(Map<String, String> settings) {
    Map<String, String> properties = new TreeMap<>();
    settings.forEach((key, value) -> properties.put("ledgerline.data-keys." + key, value));
    return ConfigReader.read(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build())
        .dataKeys();
  }
}
