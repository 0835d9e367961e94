package io.ledgerline.anchor.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Remembers in which directories this installation has kept anchors of which log, so that one that
/// is not mounted is not taken for a new one.
///
/// A text file, one line for each: the origin, a space, the directory. An operator who gives a
/// directory up for good deletes its line. Any number of threads and processes may add: each holds
/// the lock of a file beside it, of the same name and `.lock`, from reading to renaming.
public final class UsedDirectories {

  /// A lock of a file is one of the whole process; this keeps its threads apart.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;

  /// Whether what the file holds is on the disk, as far as is known.
  private volatile boolean isDurable;

  /// Remembered in this file, which need not exist.
  public UsedDirectories(Path file) {
    this.file = file;
  }

  /// Where it is remembered.
  public Path file() {
    return file;
  }

  /// Whether anchors of the log were kept in the directory.
  ///
  /// @throws IOException if the file cannot be read
  public boolean contains(String origin, Path directory) throws IOException {
    return lines().contains(line(origin, directory));
  }

  /// Anchors of the log are kept in the directory.
  ///
  /// @throws IOException if that cannot be remembered
  public void add(String origin, Path directory) throws IOException {
    String line = line(origin, directory);
    if (isDurable && lines().contains(line)) {
      return;
    }
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    THREADS.lock();
    try (FileChannel channel =
            FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Set<String> lines = lines();
      if (lines.add(line)) {
        write(String.join("\n", lines) + "\n");
      } else if (lock.isValid()) {
        // Whoever wrote it may have been stopped before it was durable.
        forceContent();
        forceName();
      }
      isDurable = true;
    } finally {
      THREADS.unlock();
    }
  }

  /// The lines that are there are never at risk: a new file is written aside, forced and renamed.
  private void write(String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(directory, String.valueOf(file.getFileName()), ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer left = StandardCharsets.UTF_8.encode(text);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    forceName();
  }

  private void forceContent() throws IOException {
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      content.force(true);
    }
  }

  private void forceName() throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static String line(String origin, Path directory) {
    return origin + " " + directory.toAbsolutePath().normalize();
  }

  private Set<String> lines() throws IOException {
    try {
      return new LinkedHashSet<>(Files.readAllLines(file));
    } catch (NoSuchFileException none) {
      return new LinkedHashSet<>();
    }
  }
}
