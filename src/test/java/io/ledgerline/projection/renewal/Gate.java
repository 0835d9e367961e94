package io.ledgerline.projection.renewal;

import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A store in memory whose readers can be held up from an index on, and which remembers from where
/// it was read.
final class Gate {

  /// Nobody is held up longer: a test that has failed has to end.
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final EntryStore store = new InMemoryEntryStore();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long shutFrom = Long.MAX_VALUE;
  private long lowestRead = Long.MAX_VALUE;
  private boolean isHeld;
  private boolean isBroken;

  /// The store behind the gate.
  EntryStore store() {
    return (EntryStore)
        Proxy.newProxyInstance(
            EntryStore.class.getClassLoader(),
            new Class<?>[] {EntryStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("payloadRows")) {
                pass((Long) arguments[1]);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  /// Holds up whoever reads from this index on.
  void shutFrom(long index) {
    lock.lock();
    try {
      shutFrom = index;
      lowestRead = Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /// Lets everybody pass.
  void open() {
    lock.lock();
    try {
      shutFrom = Long.MAX_VALUE;
      isHeld = false;
      isBroken = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Fails whoever is held up, or will be.
  void fail() {
    lock.lock();
    try {
      isBroken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until somebody is held up.
  void awaitHeld() {
    lock.lock();
    try {
      while (!isHeld) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The lowest index that somebody read from since the gate was shut.
  long lowestRead() {
    lock.lock();
    try {
      return lowestRead;
    } finally {
      lock.unlock();
    }
  }

  private void pass(long from) {
    long since = System.nanoTime();
    lock.lock();
    try {
      lowestRead = Math.min(lowestRead, from);
      while (from >= shutFrom) {
        isHeld = true;
        changed.signalAll();
        if (isBroken) {
          throw new IllegalStateException("the gate is broken");
        }
        long _ = changed.awaitNanos(PATIENCE_NANOS);
        isBroken |= System.nanoTime() - since > PATIENCE_NANOS;
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      lock.unlock();
    }
  }
}
