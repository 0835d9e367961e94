package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where a graph stands, and who waits for it to stand further. Thread-safe.
final class Standpoint {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<Cursor> cursor = Optional.empty();
  private long demanded = Cursor.NOTHING;
  private long signals;
  private boolean isClosed;

  /// As of the last [#arrived].
  Optional<Cursor> cursor() {
    lock.lock();
    try {
      return cursor;
    } finally {
      lock.unlock();
    }
  }

  long position() {
    return position(cursor());
  }

  static long position(Optional<Cursor> at) {
    return at.map(Cursor::position).orElse(Cursor.NOTHING);
  }

  boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody waits for more than is there.
  boolean isDemanded() {
    lock.lock();
    try {
      return demanded > position(cursor);
    } finally {
      lock.unlock();
    }
  }

  /// The graph stands here now.
  void arrived(Optional<Cursor> here) {
    lock.lock();
    try {
      cursor = here;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How often something happened so far: to be asked before one looks whether to [#await].
  long signals() {
    lock.lock();
    try {
      return signals;
    } finally {
      lock.unlock();
    }
  }

  /// Something happened that whoever waits may look at.
  void signal() {
    lock.lock();
    try {
      signals++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the graph has an entry, and not what was erased, and hurries whoever fills it.
  ///
  /// @param indexMax what is worth demanding at most
  /// @return whether it is so in time
  boolean await(long index, long indexMax, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      demanded = Math.max(demanded, Math.min(index, indexMax));
      signals++;
      changed.signalAll();
      while (!has(index) && left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
      return has(index);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a signal after those that were seen, or so long.
  // Every caller looks again whether there is work: a spurious wake-up costs one look.
  @SuppressWarnings("WaitNotInLoop")
  void await(long seen, Duration time) {
    lock.lock();
    try {
      if (!isClosed && signals == seen) {
        long _ = changed.awaitNanos(time.toNanos());
      }
    } catch (InterruptedException interrupted) {
      isClosed = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Waits so long, whatever happens but a close.
  void pause(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      isClosed = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean has(long index) {
    return position(cursor) >= index && !cursor.map(Cursor::isOutdated).orElse(false);
  }
}
