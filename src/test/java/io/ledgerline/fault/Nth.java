package io.ledgerline.fault;

import java.util.ArrayList;
import java.util.List;

/// Counts what happens in one run of a workload, and says which one is the nth. Thread-safe.
final class Nth {

  private final long nth;
  private final List<String> counted = new ArrayList<>();

  /// Waits for the nth, from 1.
  Nth(long nth) {
    this.nth = nth;
  }

  /// Counts this one.
  ///
  /// @return whether it is the nth
  synchronized boolean isReachedBy(String what) {
    counted.add(what);
    return counted.size() == nth;
  }

  /// How many came.
  synchronized int count() {
    return counted.size();
  }

  /// Whether the nth came.
  synchronized boolean wasReached() {
    return counted.size() >= nth;
  }

  /// The nth, or what there is.
  @Override
  public synchronized String toString() {
    return wasReached() ? nth + ": " + counted.get((int) nth - 1) : "fewer than " + nth;
  }
}
