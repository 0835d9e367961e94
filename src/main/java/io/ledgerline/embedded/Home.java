package io.ledgerline.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The directory below which an installation keeps all of its state, held by one process at a time.
///
/// The lock is one of the operating system, on the file `lock`: it ends with the process, however
/// that ends. What is secret lies in directories that only their owner may enter.
public final class Home implements AutoCloseable {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path directory;
  private final FileChannel lockFile;

  private Home(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /// Creates the directory where it is missing, and takes hold of it.
  ///
  /// What an ordinary user creates is closed to others. Root's is not: PostgreSQL, which then runs
  /// as somebody else, has to pass it.
  ///
  /// @throws CannotStartException if another process holds it, or it cannot be written
  public static Home open(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    if (Files.exists(home) && !Files.isDirectory(home)) {
      throw new CannotStartException(
          "cannot use " + home + " as LEDGERLINE_HOME: it is a file, not a directory");
    }
    try {
      boolean isNew = !Files.exists(home);
      Files.createDirectories(home);
      if (isNew && !Files.getAttribute(home, "unix:uid").equals(0)) {
        Files.setPosixFilePermissions(home, PRIVATE);
      }
      FileChannel lockFile =
          FileChannel.open(
              home.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(lockFile) == null) {
        String holder = read(lockFile);
        lockFile.close();
        throw new CannotStartException(
            "another ledgerline uses "
                + home
                + holder
                + ": stop it, or give this one a directory of its own with LEDGERLINE_HOME");
      }
      lockFile.truncate(0);
      lockFile.write(
          StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return new Home(home, lockFile);
    } catch (IOException failed) {
      throw new CannotStartException(
          "cannot use " + home + " as LEDGERLINE_HOME: " + failed, failed);
    }
  }

  /// Whether a process holds the directory now.
  ///
  /// @throws CannotStartException if the directory cannot be read
  public static boolean isHeld(Path directory) {
    Path lock = directory.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel lockFile = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return tryLock(lockFile) == null;
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + lock + ": " + failed, failed);
    }
  }

  /// The directory itself, absolute.
  public Path directory() {
    return directory;
  }

  /// A directory below it that only its owner may enter, made when it is missing.
  ///
  /// @throws CannotStartException if it cannot be made
  public Path privateDirectory(String name) {
    Path path = directory.resolve(name);
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
      }
      return path;
    } catch (IOException failed) {
      throw new CannotStartException("cannot create " + path + ": " + failed, failed);
    }
  }

  /// Lets go of the directory.
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException failed) {
      throw new CannotStartException("cannot let go of " + directory + ": " + failed, failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String read(FileChannel lockFile) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    lockFile.read(text, 0);
    String pid = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
    return pid.isEmpty() ? "" : " (process " + pid + ")";
  }
}
