package io.ledgerline.fault;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// The operating system's files, each operation on which is counted and fails when told to: before
/// it takes effect, after it, or, where it writes, halfway.
///
/// It remembers what would be lost if the power failed now: names that their directory was not
/// forced for, and content that was not forced. Thread-safe; one operation at a time.
public final class FaultyFileSystem extends FileSystem {

  /// How an operation fails.
  public enum Fault {
    WITHOUT_EFFECT,
    WITH_EFFECT,
    HALFWAY
  }

  /// An operation.
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  private final FileSystem real = FileSystems.getDefault();
  private final FaultyProvider provider = new FaultyProvider(this);
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Path> names = new TreeSet<>();
  private final Set<Path> contents = new TreeSet<>();
  private Nth nth = new Nth(Long.MAX_VALUE);
  private Fault fault = Fault.WITHOUT_EFFECT;

  /// A path below which operations are counted.
  public Path path(Path path) {
    return new FaultyPath(this, path);
  }

  /// From now on this counts, and the nth fails.
  void follow(Nth next, Fault how) {
    lock.lock();
    try {
      nth = next;
      fault = how;
    } finally {
      lock.unlock();
    }
  }

  /// The names, and the contents of files, that were changed and not forced to the disk.
  public Set<Path> unforced() {
    lock.lock();
    try {
      TreeSet<Path> all = new TreeSet<>(names);
      all.addAll(contents);
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Does it, or fails. There is no half of it, so it is not counted where halves are looked for.
  <T> T counted(String what, Path path, Operation<T> operation) throws IOException {
    lock.lock();
    try {
      return fault == Fault.HALFWAY ? operation.run() : counted(what, path, operation, operation);
    } finally {
      lock.unlock();
    }
  }

  /// Does it, or fails, perhaps halfway.
  <T> T counted(String what, Path path, Operation<T> operation, Operation<T> half)
      throws IOException {
    lock.lock();
    try {
      String name = what + " " + path;
      if (!nth.isReachedBy(name)) {
        return operation.run();
      }
      switch (fault) {
        case WITHOUT_EFFECT -> {}
        case WITH_EFFECT -> operation.run();
        case HALFWAY -> half.run();
      }
      throw new IOException("fault at " + name);
    } finally {
      lock.unlock();
    }
  }

  /// There is a new name, perhaps for what had another one.
  void named(Path path, Path before) {
    names.add(path);
    if (contents.contains(before)) {
      contents.add(path);
    }
  }

  void written(Path path) {
    contents.add(path);
  }

  /// The name is gone. Should it come back when the power fails, nobody misses it.
  void removed(Path path) {
    names.remove(path);
    contents.remove(path);
  }

  void forced(Path path, boolean isDirectory) {
    if (isDirectory) {
      names.removeIf(name -> path.equals(name.getParent()));
    } else {
      contents.remove(path);
    }
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("the operating system's files stay");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path(Path.of("/")));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return real.getPathMatcher(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing is watched through faults");
  }
}
