package io.ledgerline.assurance.completeness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The numbers of a stream that did not come, as ranges. For one thread.
final class MissingNumbers {

  private final NavigableMap<Long, Range> rangesByFirst = new TreeMap<>();

  /// Numbers that are missing.
  ///
  /// @param first of them
  /// @param last of them
  /// @param after the entry by which they were missed
  /// @param since when that was received
  /// @param gap the finding about them; empty text while there is none
  record Range(long first, long last, long after, Instant since, String gap) {

    Range of(long from, long to) {
      return new Range(from, to, after, since, gap);
    }

    Range found(String key) {
      return new Range(first, last, after, since, key);
    }

    long count() {
      return last - first + 1;
    }
  }

  void put(Range range) {
    rangesByFirst.put(range.first(), range);
  }

  List<Range> ranges() {
    return rangesByFirst.values().stream().toList();
  }

  int size() {
    return rangesByFirst.size();
  }

  /// Gives up so many of the lowest ranges, and returns them in order.
  List<Range> forgetFirst(int count) {
    List<Range> given = ranges().stream().limit(count).toList();
    given.forEach(range -> rangesByFirst.remove(range.first()));
    return given;
  }

  /// Takes a number that came after all.
  ///
  /// @return the range that it was missing in; empty if it was not missing
  Optional<Range> take(long number) {
    Map.Entry<Long, Range> floor = rangesByFirst.floorEntry(number);
    if (floor == null || floor.getValue().last() < number) {
      return Optional.empty();
    }
    Range range = floor.getValue();
    rangesByFirst.remove(range.first());
    if (range.first() < number) {
      put(range.of(range.first(), number - 1));
    }
    if (number < range.last()) {
      put(range.of(number + 1, range.last()));
    }
    return Optional.of(range);
  }

  /// When the first of the ranges that nothing is found about yet began.
  Optional<Instant> firstSince() {
    return rangesByFirst.values().stream()
        .filter(range -> range.gap().isEmpty())
        .map(Range::since)
        .min(Instant::compareTo);
  }
}
