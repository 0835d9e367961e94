package io.ledgerline.graph.history;

import java.util.NavigableSet;
import java.util.TreeSet;

/// The entries after a position that took back something of what was there, so that it is missing
/// in an answer as of the position: those that erased, and those that retracted. Of more than
/// [#NAMED_MAX] of a kind there is one more than that.
///
/// @param erasures the entries that erased
/// @param retractions the entries that retracted
public record TakenBack(NavigableSet<Long> erasures, NavigableSet<Long> retractions) {

  /// How many of a kind are named at most.
  public static final int NAMED_MAX = 100;

  /// Nothing was.
  public static TakenBack nothing() {
    return new TakenBack(new TreeSet<>(), new TreeSet<>());
  }
}
