package io.ledgerline.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// How far a ledger has come, as this replica knows: its durable size, and whether it may go on.
///
/// Thread-safe.
final class Progress {

  private final AtomicLong size;
  private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
  private final Series publishing = new Series("publishing checkpoints");
  private final Series storing = new Series("writing to the store");
  private volatile Optional<String> haltReason = Optional.empty();

  /// Failures that are tried again, told in one line each: the first one, every other reason once,
  /// and the end. A stack trace goes with what the Java platform found wrong in our own doing.
  ///
  /// Thread-safe.
  static final class Series {

    private static final Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int REASONS_MAX = 10;

    private final String what;
    private final Set<String> told = new TreeSet<>();
    private Optional<String> fault = Optional.empty();

    Series(String what) {
      this.what = what;
    }

    /// It failed, and is tried again.
    synchronized void failed(Throwable failure) {
      if (isNews(failure.toString())) {
        String line = what + " fails and is tried again: " + failure;
        if (isOurs(failure)) {
          LOG.log(Level.WARNING, line, failure);
        } else {
          LOG.log(Level.WARNING, line);
        }
      }
    }

    /// It did not come about, and is tried again.
    synchronized void failed(String reason) {
      if (isNews(reason)) {
        LOG.log(Level.WARNING, what + " waits: " + reason);
      }
    }

    private boolean isNews(String reason) {
      fault = Optional.of(reason);
      return told.size() < REASONS_MAX && told.add(reason);
    }

    private static boolean isOurs(Throwable failure) {
      return failure instanceof Error
          || (failure instanceof RuntimeException
              && failure.getClass().getPackageName().startsWith("java."));
    }

    /// It went well.
    synchronized void passed() {
      if (fault.isPresent()) {
        fault = Optional.empty();
        told.clear();
        LOG.log(Level.INFO, what + " works again");
      }
    }

    /// Why it failed the last time; empty if it did not.
    synchronized Optional<String> fault() {
      return fault;
    }
  }

  Progress(long size) {
    this.size = new AtomicLong(size);
  }

  /// The number of entries that are durable.
  long size() {
    return size.get();
  }

  /// How the publishing of checkpoints goes.
  Series publishing() {
    return publishing;
  }

  /// How the sequencer's calls of the store go.
  Series storing() {
    return storing;
  }

  /// More entries are durable; whoever asked is woken.
  void grow(long durable) {
    if (size.getAndAccumulate(durable, Math::max) < durable) {
      wakes.forEach(Runnable::run);
    }
  }

  /// Calls `wake` after each growth, until the result is run.
  Runnable onGrowth(Runnable wake) {
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
