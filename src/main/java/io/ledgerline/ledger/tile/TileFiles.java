package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.StrictDecimal;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/// Tiles and bundles as files below a directory, laid out like their addresses:
/// `<log>/tile/0/x001/067`. Several replicas may write one directory.
///
/// A file is written under another name, forced to the disk, and linked under its own; then the
/// directory is forced. So a file is whole when it can be seen, and none is ever replaced. A file
/// that was left behind under another name is removed by a later start.
///
/// Thread-safe; the files are read and written on the executor.
public final class TileFiles implements TileStore {

  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final String NOTE = "integrated";
  private static final int NOTE_BYTES_MAX = 21;

  private final Path directory;
  private final Path unfinished;
  private final Executor executor;

  private TileFiles(Path directory, Path unfinished, Executor executor) {
    this.directory = directory;
    this.unfinished = unfinished;
    this.executor = executor;
  }

  /// The files below a directory, which is made where it is missing.
  ///
  /// @param clock tells which unfinished files nobody works on any more
  /// @throws IOException if it cannot be written
  public static TileFiles in(Path directory, Executor executor, InstantSource clock)
      throws IOException {
    Path unfinished = Files.createDirectories(directory.resolve("unfinished"));
    FileTime abandoned = FileTime.from(clock.instant().minus(ABANDONED_AFTER));
    try (Stream<Path> files = Files.list(unfinished)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(abandoned) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
    return new TileFiles(directory, unfinished, executor);
  }

  @Override
  public Uni<Optional<Bytes>> read(LogId log, TilePath path) {
    return onExecutor(() -> contentOf(file(log, path)));
  }

  @Override
  public Uni<Void> keep(LogId log, Map<TilePath, Bytes> tiles) {
    if (tiles.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Uni<Path>> writes =
        tiles.entrySet().stream()
            .map(tile -> onExecutor(() -> write(file(log, tile.getKey()), tile.getValue())))
            .toList();
    return Uni.join()
        .all(writes)
        .andFailFast()
        .chain(files -> onExecutor(() -> forceDirectories(files)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Long> integrated(LogId log) {
    return onExecutor(
        () ->
            contentOf(of(log).resolve(NOTE))
                .filter(note -> note.size() <= NOTE_BYTES_MAX)
                .map(note -> StrictDecimal.parse(note.utf8().strip()).orElse(0))
                .orElse(0L));
  }

  @Override
  public Uni<Void> integrated(LogId log, long size) {
    return onExecutor(
            () -> {
              Path written = writeUnfinished(Bytes.utf8(size + "\n"));
              try {
                Files.createDirectories(of(log));
                Path note = of(log).resolve(NOTE);
                Files.move(
                    written,
                    note,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
                return forceDirectories(List.of(note));
              } finally {
                Files.deleteIfExists(written);
              }
            })
        .replaceWithVoid();
  }

  private Path of(LogId log) {
    return directory.resolve(log.toString());
  }

  private Path file(LogId log, TilePath path) {
    return of(log).resolve(path.full().text());
  }

  private Path write(Path file, Bytes content) throws IOException {
    if (isKept(file, content)) {
      return file;
    }
    Path written = writeUnfinished(content);
    try {
      Files.createDirectories(file.getParent());
      link(file, written);
    } catch (FileAlreadyExistsException another) {
      if (!isKept(file, content)) {
        throw new NoSuchFileException(file.toString(), null, "it was there and is gone");
      }
    } finally {
      Files.deleteIfExists(written);
    }
    return file;
  }

  /// Whether the file is there, with this content.
  ///
  /// @throws CorruptEntryException if it has another
  private static boolean isKept(Path file, Bytes content) throws IOException {
    Optional<Bytes> found = contentOf(file);
    if (found.isPresent() && !found.get().equals(content)) {
      throw new CorruptEntryException(
          "the file %s is not what the entries of the log give: somebody changed one of them"
              .formatted(file));
    }
    return found.isPresent();
  }

  /// A file that fails is not left behind: on a full disk there would be one for every attempt.
  private Path writeUnfinished(Bytes content) throws IOException {
    Path file = Files.createTempFile(unfinished, "", "");
    boolean isWhole = false;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = content.view();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      isWhole = true;
    } finally {
      if (!isWhole) {
        Files.deleteIfExists(file);
      }
    }
    return file;
  }

  /// Gives a file its name, and fails where there is one of that name: renaming would replace it.
  private static void link(Path file, Path written) throws IOException {
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException another) {
      throw another;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      // A file system without hard links: two replicas would have to write different files at the
      // same moment for one to be lost here.
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Makes the names of files durable, and those of the directories that they are in.
  private Path forceDirectories(List<Path> files) throws IOException {
    TreeSet<Path> directories = new TreeSet<>();
    for (Path file : files) {
      Path at = file.getParent();
      while (at != null && !at.equals(directory) && directories.add(at)) {
        at = at.getParent();
      }
    }
    directories.add(directory);
    for (Path each : directories.descendingSet()) {
      force(each);
    }
    return directory;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Optional<Bytes> contentOf(Path file) throws IOException {
    try {
      return Optional.of(Bytes.owned(Files.readAllBytes(file)));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  private <T> Uni<T> onExecutor(FileWork<T> work) {
    return Uni.createFrom().item(() -> work.result()).runSubscriptionOn(executor);
  }

  /// What is done to files.
  @FunctionalInterface
  private interface FileWork<T> {

    T run() throws IOException;

    default T result() {
      try {
        return run();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
