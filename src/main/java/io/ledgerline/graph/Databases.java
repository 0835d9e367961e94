package io.ledgerline.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The databases of one directory, numbered: the newest counts.
///
/// A name is never used twice: TDB2 keeps locks and files of what it failed to open, and whatever
/// happens during a deletion, no half of a database is ever taken for a whole one.
final class Databases {

  private static final String PREFIX = "tdb2-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[1-9][0-9]{0,8}");

  private final Path directory;

  /// The databases of a directory, which is made if it is not there.
  ///
  /// @throws GraphFailure if it cannot be used
  Databases(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw unusable(failure);
    }
  }

  /// The newest one, or where the first one will be.
  Path newest() {
    List<Path> all = all();
    return all.isEmpty() ? name(1) : all.getLast();
  }

  /// Where the next one will be.
  Path next() {
    List<Path> all = all();
    return name(all.isEmpty() ? 1 : number(all.getLast()) + 1);
  }

  /// What they have on disk. A file grows by 8 MB at a time, of which not all may be taken.
  static long bytes(Path database) {
    try (Stream<Path> files = Files.walk(database)) {
      return files.mapToLong(Databases::length).sum();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  private static long length(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  /// How much more fits on the disk.
  long freeBytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException failure) {
      throw unusable(failure);
    }
  }

  /// Whether there is any.
  static boolean areIn(Path directory) {
    return Files.isDirectory(directory) && !new Databases(directory).all().isEmpty();
  }

  void deleteOthers(Path current) {
    for (Path database : all()) {
      if (!database.equals(current)) {
        delete(database);
      }
    }
  }

  private Path name(int number) {
    return directory.resolve(PREFIX + number);
  }

  private static int number(Path database) {
    return Integer.parseInt(database.getFileName().toString().substring(PREFIX.length()));
  }

  /// The newest last.
  private List<Path> all() {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingInt(Databases::number))
          .toList();
    } catch (IOException failure) {
      throw unusable(failure);
    }
  }

  private GraphFailure unusable(IOException failure) {
    return new GraphFailure("the graph directory " + directory + " is unusable", failure);
  }

  /// Deletes a database, or whatever a directory has.
  static void delete(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new GraphFailure("the graph in " + tree + " cannot be deleted", failure);
    }
  }
}
