package io.ledgerline.anchor.directory;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The anchors of one log in a directory that several logs may share.
///
/// `<SHA-256 of the origin>/<size, 19 digits>.checkpoint`, and `.tsr` for a timestamp of that file.
/// Files appear whole or not at all, are on the disk with their names before a method returns, and
/// are never written over: unfinished ones lie in `.unfinished`, so that the directory of a log can
/// be one that the operating system only lets grow. For one writer at a time within a process; any
/// number of processes may write.
public final class AnchorDirectory {

  private static final String CHECKPOINT = ".checkpoint";
  private static final String TIMESTAMP = ".tsr";
  private static final String UNFINISHED = ".unfinished";
  private static final Pattern NAME = Pattern.compile("([0-9]{19})\\.(checkpoint|tsr)");
  private static final Pattern LOG_NAME = Pattern.compile("[0-9a-f]{64}");
  private static final int FILE_BYTES_MAX = 1 << 20;

  private final Path root;
  private final Path own;
  private boolean isRootDurable;

  /// The anchors of a log.
  ///
  /// @param root the directory, which other logs may use too; need not exist
  /// @param origin the log's
  public AnchorDirectory(Path root, String origin) {
    this.root = root.toAbsolutePath().normalize();
    Digest name = new Hasher().bytes(StandardCharsets.UTF_8.encode(origin)).finish();
    this.own = this.root.resolve(name.toHex());
  }

  /// The directory that logs share.
  public Path root() {
    return root;
  }

  /// Where the anchor of a size is, or would be.
  public Path path(long size) {
    return own.resolve("%019d".formatted(size) + CHECKPOINT);
  }

  /// What is newest in it: two entries at most, the anchor of the largest size and the one of the
  /// largest size that has a timestamp.
  ///
  /// @return none where nothing was ever kept, also because nothing is there
  /// @throws IOException if it cannot be read
  public List<AnchorFile> newest() throws IOException {
    return newestIn(own);
  }

  /// The newest anchor of each other log that uses the directory.
  ///
  /// @throws IOException if it cannot be read
  public List<AnchorFile> newestOfOthers() throws IOException {
    List<AnchorFile> found = new ArrayList<>();
    for (Path other : names(root)) {
      if (LOG_NAME.matcher(String.valueOf(other.getFileName())).matches() && !other.equals(own)) {
        found.addAll(newestIn(other));
      }
    }
    return found;
  }

  /// Keeps a checkpoint.
  ///
  /// @return whether it was not there yet
  /// @throws CollisionException if there is another one of this size
  /// @throws IOException if it cannot be written
  public boolean keep(long size, Bytes note) throws IOException {
    return write(path(size), note);
  }

  /// Keeps the timestamp of an anchor that is here.
  ///
  /// @return whether it was kept; not if the anchor is not here, or has a timestamp
  /// @throws IOException if it cannot be written
  public boolean keepTimestamp(long size, Bytes timestamp) throws IOException {
    Path file = own.resolve("%019d".formatted(size) + TIMESTAMP);
    return Files.exists(path(size)) && !Files.exists(file) && write(file, timestamp);
  }

  private boolean write(Path file, Bytes bytes) throws IOException {
    if (isThere(file, bytes)) {
      // Whoever wrote it may have been stopped before its name was durable.
      forceNames();
      return false;
    }
    Path unfinishedFiles = root.resolve(UNFINISHED);
    Files.createDirectories(unfinishedFiles);
    Files.createDirectories(own);
    Path unfinished = Files.createTempFile(unfinishedFiles, "anchor-", "");
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer left = bytes.view();
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      if (!name(unfinished, file)) {
        boolean isNew = !isThere(file, bytes);
        forceNames();
        return isNew;
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
    forceNames();
    return true;
  }

  /// Makes the names of files durable, and of the directories that they are in.
  private void forceNames() throws IOException {
    force(own);
    force(root);
    Path above = root.getParent();
    if (above != null && !isRootDurable && Files.isReadable(above)) {
      force(above);
    }
    isRootDurable = true;
  }

  /// Gives a file its name, unless another has it.
  ///
  /// @return whether it did
  private static boolean name(Path unfinished, Path file) throws IOException {
    try {
      Files.createLink(file, unfinished);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      // A file system without links: two writers of one name could meet here, and only here.
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  private static boolean isThere(Path file, Bytes bytes) throws IOException {
    Optional<Bytes> before = read(file);
    if (before.isPresent() && !before.get().equals(bytes)) {
      throw new CollisionException(file, before.get());
    }
    return before.isPresent();
  }

  /// Makes the names in a directory durable.
  private static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static List<AnchorFile> newestIn(Path directory) throws IOException {
    OptionalLong newest = largest(directory, "checkpoint");
    OptionalLong stamped = largest(directory, "tsr");
    List<AnchorFile> found = new ArrayList<>();
    if (newest.isPresent()) {
      found.add(file(directory, newest.getAsLong()));
    }
    if (stamped.isPresent() && !stamped.equals(newest)) {
      found.add(file(directory, stamped.getAsLong()));
    }
    return found;
  }

  private static AnchorFile file(Path directory, long size) throws IOException {
    String stem = "%019d".formatted(size);
    Path path = directory.resolve(stem + CHECKPOINT);
    Bytes note = read(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    return new AnchorFile(size, path, note, read(directory.resolve(stem + TIMESTAMP)));
  }

  private static OptionalLong largest(Path directory, String kind) throws IOException {
    return names(directory).stream()
        .map(path -> NAME.matcher(String.valueOf(path.getFileName())))
        .filter(Matcher::matches)
        .filter(name -> name.group(2).equals(kind))
        .mapToLong(name -> Long.parseUnsignedLong(name.group(1)))
        .filter(size -> size >= 0)
        .max();
  }

  private static List<Path> names(Path directory) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      List<Path> found = new ArrayList<>();
      names.forEach(found::add);
      return found;
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static Optional<Bytes> read(Path file) throws IOException {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new IOException(file + " is larger than any anchor");
      }
      return Optional.of(Bytes.owned(Files.readAllBytes(file)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }
}
