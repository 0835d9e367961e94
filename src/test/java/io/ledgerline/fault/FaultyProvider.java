package io.ledgerline.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is done to the files of a [FaultyFileSystem]. What only looks is not counted, but for
/// opening a file.
final class FaultyProvider extends FileSystemProvider {

  private final FaultyFileSystem files;

  FaultyProvider(FaultyFileSystem files) {
    this.files = files;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = FaultyPath.real(path);
    boolean isDirectory = Files.isDirectory(real);
    boolean isWriting = options.stream().anyMatch(o -> o != StandardOpenOption.READ);
    return files.counted(
        isWriting ? "open to write" : "open",
        real,
        () -> {
          boolean isNew = isWriting && !Files.exists(real);
          FileChannel channel = FileChannel.open(real, options, attributes);
          if (isNew) {
            files.named(real, real);
          }
          return new FaultyChannel(files, real, isDirectory, channel);
        });
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path real = FaultyPath.real(directory);
    files.counted(
        "make the directory",
        real,
        () -> {
          Files.createDirectory(real, attributes);
          files.named(real, real);
          return real;
        });
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path real = FaultyPath.real(link);
    files.counted(
        "link",
        real,
        () -> {
          Files.createLink(real, FaultyPath.real(existing));
          files.named(real, FaultyPath.real(existing));
          return real;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    Path real = FaultyPath.real(path);
    files.counted(
        "delete",
        real,
        () -> {
          Files.delete(real);
          files.removed(real);
          return real;
        });
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path real = FaultyPath.real(target);
    files.counted(
        "rename to",
        real,
        () -> {
          Files.move(FaultyPath.real(source), real, options);
          files.named(real, FaultyPath.real(source));
          files.removed(FaultyPath.real(source));
          return real;
        });
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("nothing is copied");
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(FaultyPath.real(directory))) {
      for (Path name : names) {
        Path wrapped = files.path(name);
        if (filter.accept(wrapped)) {
          found.add(wrapped);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {
        // Everything was read.
      }
    };
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return Files.readAttributes(FaultyPath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Files.readAttributes(FaultyPath.real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(FaultyPath.real(path), attribute, value, options);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(FaultyPath.real(path), type, options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Path real = FaultyPath.real(path);
    real.getFileSystem().provider().checkAccess(real, modes);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return Files.isSameFile(FaultyPath.real(path), FaultyPath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(FaultyPath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(FaultyPath.real(path));
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("there is one");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("paths come from FaultyFileSystem.path");
  }
}
