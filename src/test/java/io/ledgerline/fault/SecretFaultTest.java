package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.fault.FaultyFileSystem.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The secrets of a first start, on a disk that fails at every operation: the start fails, and the
/// next one finds or makes them.
class SecretFaultTest {

  private static final int OPERATIONS_MIN = 10;
  private static final int TRIES_MAX = 3;

  @TempDir private Path temporary;

  @ParameterizedTest
  @EnumSource
  void areTheSameForEverOnceTheyWereSeen(Fault fault) throws IOException {
    for (int n = 1; ; n++) {
      // Given
      Path real = Files.createDirectory(temporary.resolve("run " + n));
      FaultyFileSystem files = new FaultyFileSystem();
      Nth nth = new Nth(n);
      files.follow(nth, fault);

      // When
      List<String> seen = started(files.path(real));
      files.follow(new Nth(Long.MAX_VALUE), fault);
      List<String> again = started(files.path(real));

      // Then
      assertThat(again).as(nth.toString()).isEqualTo(seen);
      // Where making a file fails and it is there, nobody knows its name.
      assertThat(files.unforced())
          .as(nth.toString())
          .allMatch(path -> path.toString().endsWith(".new"));
      assertThat(real.resolve("seed")).exists();
      assertThat(real.resolve("public")).hasContent("the same");
      if (!nth.wasReached()) {
        assertThat(nth.count()).isGreaterThan(fault == Fault.HALFWAY ? 2 : OPERATIONS_MIN);
        return;
      }
    }
  }

  /// A start that fails is followed by another.
  private static List<String> started(Path directory) {
    for (int tries = 1; ; tries++) {
      try {
        KeyFiles keys = new KeyFiles(directory, new SecureRandom());
        String seed = HexFormat.of().formatHex(keys.bytes("seed"));
        String word = keys.word("word", "");
        keys.publish("public", "the same");
        return List.of(seed, word);
      } catch (CannotStartException failed) {
        assertThat(tries).as(failed.getMessage()).isLessThan(TRIES_MAX);
      }
    }
  }
}
