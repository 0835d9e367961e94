package io.ledgerline.cli.ingest;

import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.merkle.StrictDecimal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A file that says how much of each file was sent: lines with a count, a blank and the file's
/// name, the last line of a name counts. A torn last line counts for nothing: then a few events are
/// sent again, which is harmless.
public final class Journal {

  private final Path path;
  private final Map<String, Long> sent = new LinkedHashMap<>();

  /// Reads it, if it is there.
  ///
  /// @throws FailedStepException if it is there and cannot be read
  public Journal(Path path) {
    this.path = path;
    try {
      String text = Files.readString(path);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
        String[] parts = line.split(" ", 2);
        OptionalLong count =
            parts.length == 2 ? StrictDecimal.parse(parts[0]) : OptionalLong.empty();
        count.ifPresent(number -> sent.put(parts[1], number));
      }
    } catch (NoSuchFileException none) {
      sent.clear();
    } catch (IOException unreadable) {
      throw new FailedStepException(path + " cannot be read: " + unreadable.getMessage());
    }
  }

  /// How many elements of a file were sent.
  long sent(String file) {
    return sent.getOrDefault(file, 0L);
  }

  /// Says that so many elements of a file were sent.
  void remember(String file, long count) {
    try {
      Files.writeString(
          path,
          count + " " + file + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new FailedStepException(path + " cannot be written: " + failed.getMessage());
    }
  }

  /// Takes it away: everything was sent.
  void finish() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw new FailedStepException(path + " cannot be deleted: " + failed.getMessage());
    }
  }
}
