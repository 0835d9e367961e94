package io.ledgerline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The programs of the embedded PostgreSQL, unpacked once for a JVM's tests: each new home would
/// spend four seconds of a processor on it. [EmbeddedPostgresIT] and the demo unpack their own.
public final class SharedPrograms {

  private static final Path DIRECTORY = unpacked();

  private SharedPrograms() {}

  /// Puts them where a service looks for them whose home this directory is to be, unless it has been.
  public static void lendTo(Path home) {
    Path place = home.resolve("pg").resolve(Binaries.VERSION);
    try {
      if (!Files.exists(place.getParent())) {
        Files.createDirectories(place.getParent());
        Files.createSymbolicLink(place, DIRECTORY);
      }
    } catch (FileAlreadyExistsException lent) {
      throw new IllegalStateException("two services begin in " + home, lent);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path unpacked() {
    try {
      Path directory = Files.createTempDirectory("ledgerline-programs");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Platform platform =
          Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
      return Binaries.in(directory, platform).directory();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path directory) {
    try {
      Binaries.delete(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
