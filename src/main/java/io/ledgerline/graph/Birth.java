package io.ledgerline.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a database began: a small file in its directory, which goes where the directory goes.
///
/// It is a hint: where it is missing or unreadable, [#UNKNOWN] stands for it, which is never wrong.
///
/// @param cleanFrom what entries before this index erased was erased before the first entry was
///   read for the database: nothing of it is there
/// @param compactedBytes what it had on disk when it was a fresh copy of another; 0 if it was
///   filled from the ledger
public record Birth(long cleanFrom, long compactedBytes) {

  /// Nothing is known: it may hold what any entry erased.
  public static final Birth UNKNOWN = new Birth(0, 0);

  private static final String NAME = "birth";
  private static final Pattern TEXT =
      Pattern.compile("clean-from ([0-9]{1,18})\ncompacted-bytes ([0-9]{1,18})\n");

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is negative
  public Birth {
    if (cleanFrom < 0 || compactedBytes < 0) {
      throw new IllegalArgumentException("counts of entries and bytes are not negative");
    }
  }

  /// Reads that of a database.
  static Birth read(Path database) {
    try {
      Matcher text = TEXT.matcher(Files.readString(database.resolve(NAME)));
      return text.matches()
          ? new Birth(Long.valueOf(text.group(1)), Long.valueOf(text.group(2)))
          : UNKNOWN;
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

  /// Keeps it beside the database.
  ///
  /// @throws GraphFailure if it cannot be written
  void write(Path database) {
    Path unfinished = database.resolve(NAME + ".unfinished");
    try {
      Files.write(
          unfinished, List.of("clean-from " + cleanFrom, "compacted-bytes " + compactedBytes));
      Files.move(unfinished, database.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new GraphFailure("the directory " + database + " is unusable", failure);
    }
  }
}
