package io.ledgerline.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A small file system of its own in memory, which can be filled to the last byte. Needs root on
/// Linux; a test that asks for one elsewhere is skipped, and says so.
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK_BYTES = 4096;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Mounts one at a directory, which is made.
  static SmallDisk at(Path directory, int sizeMebibytes) {
    try {
      Files.createDirectories(directory);
      boolean isMounted =
          run("mount", "-t", "tmpfs", "-o", "size=" + sizeMebibytes + "m", "tmpfs", directory);
      assumeTrue(isMounted, "no file system can be mounted here: a full disk is not drilled");
      return new SmallDisk(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path directory() {
    return directory;
  }

  /// Leaves so many bytes.
  void fill(long leftBytes) {
    Path ballast = directory.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE)) {
      byte[] block = new byte[BLOCK_BYTES];
      while (Files.getFileStore(directory).getUsableSpace() > leftBytes) {
        out.write(block);
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  /// Takes away what filled it.
  void free() {
    try {
      Files.deleteIfExists(directory.resolve("ballast"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      run("umount", "-l", directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean run(Object... words) throws IOException {
    List<String> command = java.util.Arrays.stream(words).map(Object::toString).toList();
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
