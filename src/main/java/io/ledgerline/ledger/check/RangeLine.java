package io.ledgerline.ledger.check;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Work on numbered parts by threads of its own, whose results are taken in the order of the
/// numbers.
///
/// A thread that is far ahead of the slowest waits, so that no more than a few results are held. To
/// be run once.
final class RangeLine<R> {

  private static final int AHEAD_MAX = 4;

  private final long count;
  private final int threads;
  private final Work<R> work;
  private final Consumer<R> joiner;
  private final Map<Long, R> waiting = new TreeMap<>();
  private long started;
  private long joined;
  private boolean isStopped;

  /// What is done with a part.
  @FunctionalInterface
  interface Work<R> {

    /// Runs on several threads at once.
    ///
    /// @param isStopped whether the result is for nobody any more
    R on(long part, BooleanSupplier isStopped);
  }

  /// A line that does nothing yet.
  ///
  /// @param count of the parts, at least 1
  /// @param joiner takes the results, one at a time
  RangeLine(long count, int threads, Work<R> work, Consumer<R> joiner) {
    this.count = count;
    this.threads = (int) Math.max(1, Math.min(threads, count));
    this.work = work;
    this.joiner = joiner;
  }

  /// Starts the threads when subscribed to; cancelling the subscription ends them after the parts
  /// that they are at, and so does a failure of one of them.
  Uni<Void> run() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              emitter.onTermination(this::stop);
              Thread.Builder.OfPlatform thread = Thread.ofPlatform().daemon().name("check-", 1);
              for (int i = 0; i < threads; i++) {
                thread.start(() -> work(emitter));
              }
            });
  }

  private synchronized boolean isStopped() {
    return isStopped;
  }

  private synchronized void stop() {
    isStopped = true;
    notifyAll();
  }

  private void work(UniEmitter<? super Void> emitter) {
    try {
      for (OptionalLong part = next(); part.isPresent(); part = next()) {
        if (take(part.getAsLong(), work.on(part.getAsLong(), this::isStopped))) {
          emitter.complete(null);
        }
      }
    } catch (RuntimeException | Error failed) {
      stop();
      emitter.fail(failed);
    }
  }

  private synchronized OptionalLong next() {
    while (!isStopped && started < count && started - joined >= (long) threads * AHEAD_MAX) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
    return isStopped || started == count ? OptionalLong.empty() : OptionalLong.of(started++);
  }

  /// Takes a result, and those behind it that were waiting for it.
  ///
  /// @return whether it was the last one
  private synchronized boolean take(long part, R result) {
    if (isStopped) {
      return false;
    }
    waiting.put(part, result);
    for (R next = waiting.remove(joined); next != null; next = waiting.remove(joined)) {
      joiner.accept(next);
      joined++;
    }
    notifyAll();
    return joined == count;
  }
}
