package io.ledgerline.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a database began, and how far the ledger was while it was filled: a small file in its
/// directory, which goes where the directory goes.
///
/// It is a hint: where it is missing or unreadable, [#UNKNOWN] stands for it, which is never wrong.
/// The lines with `entry` came later: a program that does not know them takes such a file for
/// unreadable, and one without them is read as what it always meant.
///
/// @param sizes how many entries the ledger had, at least, whenever an entry from an index on was
///   read for the database, by that index, which is 0 first
/// @param compactedBytes what it had on disk when it was a fresh copy of another; 0 if it was
///   filled from the ledger
public record Birth(SortedMap<Long, Long> sizes, long compactedBytes) {

  /// Nothing is known: it may hold what any entry erased.
  public static final Birth UNKNOWN = new Birth(0, 0);

  private static final String NAME = "birth";
  private static final Pattern TEXT =
      Pattern.compile(
          "clean-from ([0-9]{1,18})\n((?:clean-from [0-9]{1,18} entry [0-9]{1,18}\n)*)"
              + "compacted-bytes ([0-9]{1,18})\n");
  private static final Pattern SIZE = Pattern.compile("clean-from ([0-9]+) entry ([0-9]+)\n");

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is negative, or nothing is said of entry 0
  public Birth {
    sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    if (compactedBytes < 0
        || sizes.isEmpty()
        || sizes.firstKey() != 0
        || sizes.values().stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException("counts of entries and bytes are not negative");
    }
  }

  /// One for which nothing was read before the ledger had so many entries.
  public Birth(long size, long compactedBytes) {
    this(new TreeMap<>(Map.of(0L, size)), compactedBytes);
  }

  /// The same, when the ledger has so many entries and none from an index on was read yet.
  public Birth reading(long from, long size) {
    SortedMap<Long, Long> more = new TreeMap<>(sizes);
    more.put(from, size);
    return new Birth(more, compactedBytes);
  }

  /// What entries before this index erased of an entry was erased before it was read: nothing of it
  /// is in the database.
  public long cleanFrom(long entry) {
    SortedMap<Long, Long> upTo = sizes.headMap(entry + 1);
    return upTo.lastEntry().getValue();
  }

  /// Reads that of a database.
  static Birth read(Path database) {
    try {
      Matcher text = TEXT.matcher(Files.readString(database.resolve(NAME)));
      if (!text.matches()) {
        return UNKNOWN;
      }
      SortedMap<Long, Long> sizes = new TreeMap<>(Map.of(0L, Long.valueOf(text.group(1))));
      SIZE.matcher(text.group(2))
          .results()
          .forEach(size -> sizes.put(Long.valueOf(size.group(2)), Long.valueOf(size.group(1))));
      return new Birth(sizes, Long.valueOf(text.group(3)));
    } catch (IOException missing) {
      return UNKNOWN;
    }
  }

  /// When the database became a copy of another; empty if it is none.
  static Optional<Instant> compactedAt(Path database) {
    try {
      return read(database).compactedBytes() == 0
          ? Optional.empty()
          : Optional.of(Files.getLastModifiedTime(database.resolve(NAME)).toInstant());
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /// Keeps it beside the database. The time of the file stays that at which the database became the
  /// copy that it is.
  ///
  /// @throws GraphFailure if it cannot be written
  void write(Path database) {
    Path unfinished = database.resolve(NAME + ".unfinished");
    Optional<Instant> copiedAt =
        read(database).compactedBytes() == compactedBytes
            ? compactedAt(database)
            : Optional.empty();
    List<String> lines = new ArrayList<>();
    sizes.forEach(
        (entry, size) -> lines.add("clean-from " + size + (entry == 0 ? "" : " entry " + entry)));
    lines.add("compacted-bytes " + compactedBytes);
    try {
      Files.write(unfinished, lines);
      if (copiedAt.isPresent()) {
        Files.setLastModifiedTime(unfinished, FileTime.from(copiedAt.get()));
      }
      Files.move(unfinished, database.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new GraphFailure("the directory " + database + " is unusable", failure);
    }
  }
}
