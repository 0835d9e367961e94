package io.ledgerline.ledger.check;

import static io.ledgerline.ledger.check.Scope.RANGE_LEVEL;
import static io.ledgerline.ledger.check.Scope.RANGE_SIZE;

import java.util.ArrayList;
import java.util.List;

/// Entries that one thread takes at a time: a range to be rehashed, or ranges in a row that are
/// not.
///
/// @param from the first entry
/// @param to the entry behind the last one
/// @param isRehashed whether they are read and hashed
record Part(long from, long to, boolean isRehashed) {

  /// The parts of a log, in their order.
  static List<Part> of(Scope scope, long size) {
    List<Part> parts = new ArrayList<>();
    long from = 0;
    while (from < size) {
      long range = from >> RANGE_LEVEL;
      boolean isRehashed = scope.isRehashed(range);
      do {
        range++;
      } while (!isRehashed && range << RANGE_LEVEL < size && !scope.isRehashed(range));
      long to = Math.min(size, range * RANGE_SIZE);
      parts.add(new Part(from, to, isRehashed));
      from = to;
    }
    return parts;
  }

  /// How many entries it has.
  long size() {
    return to - from;
  }
}
