package io.ledgerline.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// How far a ledger has come, as this replica knows: its durable size, and whether it may go on.
///
/// Thread-safe.
final class Progress {

  private final AtomicLong size;
  private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
  private volatile Optional<String> haltReason = Optional.empty();

  Progress(long size) {
    this.size = new AtomicLong(size);
  }

  /// The number of entries that are durable.
  long size() {
    return size.get();
  }

  /// More entries are durable; whoever asked is woken.
  void grow(long durable) {
    if (size.getAndAccumulate(durable, Math::max) < durable) {
      wakes.forEach(Runnable::run);
    }
  }

  /// Calls `wake` after each growth, until the result is closed.
  AutoCloseable onGrowth(Runnable wake) {
    wakes.add(wake);
    return () -> wakes.remove(wake);
  }

  /// What is stored cannot be: nothing more is written. The first reason stays.
  synchronized void halt(String reason) {
    if (haltReason.isEmpty()) {
      haltReason = Optional.of(reason);
    }
  }

  /// Why nothing is written any more, if so.
  Optional<String> haltReason() {
    return haltReason;
  }
}
