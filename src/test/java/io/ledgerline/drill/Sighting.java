package io.ledgerline.drill;

import io.ledgerline.entry.CorruptEntryException;
import java.util.List;
import java.util.Optional;

/// What one detector said of a log.
///
/// @param words empty if it reported nothing
/// @param nanos how long it took
record Sighting(Detector detector, Optional<String> words, long nanos) {

  /// Something that a detector does.
  @FunctionalInterface
  interface Look {

    /// What it reports, the first of it.
    Optional<String> look();
  }

  /// Has a detector look, and takes the time.
  static Sighting of(Detector detector, Look look) {
    long begin = System.nanoTime();
    Optional<String> words;
    try {
      words = look.look();
    } catch (CorruptEntryException broken) {
      words = Optional.of("it breaks off: " + broken.getMessage());
    }
    words = words.map(Sighting::lasting);
    return new Sighting(detector, words, System.nanoTime() - begin);
  }

  /// The same, with a time that began earlier.
  Sighting since(long begin) {
    return new Sighting(detector, words, System.nanoTime() - begin);
  }

  /// The first of a list.
  static Optional<String> first(List<String> words) {
    return words.stream().findFirst();
  }

  /// Without what is another one each time: directories, hashes.
  private static String lasting(String words) {
    return words
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("(?<=^|[ (])(?:/[^/ ]+)+/([^/ ]+)", "$1")
        .replaceAll("[0-9a-f]{64}", "…")
        .replaceAll("epoch [0-9]+ to [0-9]+", "epoch … to …")
        .replaceAll("_[0-9a-f]{32}_", "_…_")
        .replaceAll("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…");
  }
}
