package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are made once and kept from others.
class KeyFilesTest {

  @TempDir Path directory;

  @Test
  void makesAKeyOnceAndReadsItBack() {
    // Given
    byte[] made = keys().bytes("log.seed");

    // When
    byte[] read = keys().bytes("log.seed");

    // Then
    assertThat(read).isEqualTo(made).hasSize(32);
  }

  @Test
  void writesAKeyThatItsOwnerAloneCanRead() throws Exception {
    // When
    keys().word("admin.key", "ll_");

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("admin.key"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file("admin.key"))).matches("ll_[A-Za-z0-9_-]{43}\n");
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws Exception {
    // Given
    keys().bytes("log.seed");
    Files.setPosixFilePermissions(file("log.seed"), PosixFilePermissions.fromString("rw-r-----"));

    // When
    Throwable refusal = catchThrowable(() -> keys().bytes("log.seed"));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("log.seed can be used by others (rw-r-----): chmod 600 it");
  }

  @Test
  void aSecretOfAnotherFormIsReadAndRefusedAsKeysAre() throws Exception {
    // Given
    Files.writeString(file("hook"), "whsec_x\n");
    Files.setPosixFilePermissions(file("hook"), PosixFilePermissions.fromString("rw-------"));
    String read = KeyFiles.text(file("hook"));

    // When
    Files.setPosixFilePermissions(file("hook"), PosixFilePermissions.fromString("rw-r--r--"));
    Throwable refusal = catchThrowable(() -> KeyFiles.text(file("hook")));

    // Then
    assertThat(read).isEqualTo("whsec_x");
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("hook can be used by others (rw-r--r--): chmod 600 it");
  }

  @Test
  void refusesASeedOfAnotherLength() throws Exception {
    // Given
    keys().bytes("log.seed");
    Files.writeString(file("log.seed"), "00ff\n");

    // When
    Throwable refusal = catchThrowable(() -> keys().bytes("log.seed"));

    // Then
    assertThat(refusal).hasMessageEndingWith("log.seed does not hold 64 hexadecimal digits");
  }

  private KeyFiles keys() {
    return new KeyFiles(directory, new SecureRandom());
  }

  private Path file(String name) {
    return directory.resolve(name);
  }
}
