package io.ledgerline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The programs of the embedded PostgreSQL, unpacked once for all tests: each new home would spend
/// four seconds of a processor on it. [EmbeddedPostgresIT] and the demo unpack their own.
///
/// They stay below `target`, since a server that is stopped when the JVM ends still needs them.
public final class SharedPrograms {

  private static final Path PARENT = Path.of("target", "postgresql").toAbsolutePath();

  private SharedPrograms() {}

  /// Puts them where a service looks for them whose home this directory is, or is to be, unless it
  /// has some.
  public static void lendTo(Path home) {
    Path place = home.resolve("pg").resolve(Binaries.VERSION);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectories(place.getParent());
        Files.createSymbolicLink(place, unpacked().directory());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static synchronized Binaries unpacked() throws IOException {
    Files.createDirectories(PARENT);
    return Binaries.in(
        PARENT, Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
  }
}
