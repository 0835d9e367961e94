package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.StoreFault;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.retraction.Retractions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Follows the ledger into a graph, on a thread of its own: in order, without gaps, each entry
/// exactly once.
///
/// The cursor is written in the transaction of the quads. After any failure it is read again, and
/// the work goes on from there: nothing is lost, and nothing twice. When little happens, commits
/// are spread out, unless somebody waits for a position. A graph that is not of this ledger is
/// emptied first. Thread-safe.
public final class Projector implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Projector.class.getName());
  private static final int STORE_FAULTS_MAX = 3;

  private final Ledger ledger;
  private final LineageGraph graph;
  private final ProjectorSettings settings;
  private final Followed followed;
  private final Projection projection;
  private final Forgetting forgetting;
  private final FollowFaults faults = new FollowFaults();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private long position = Cursor.NOTHING;
  private long demanded = Cursor.NOTHING;
  private boolean isOutdated;
  private volatile boolean isClosed;
  private boolean isChecked;
  private int storeFaults;
  private long committedNanos;
  private volatile Optional<String> failure = Optional.empty();
  private Runnable unsubscribe = () -> {};

  /// A follower that has not begun.
  public Projector(Ledger ledger, LineageGraph graph, ProjectorSettings settings) {
    this(ledger, graph, settings, ErasureListener.NOBODY);
  }

  /// A follower that has not begun.
  ///
  /// @param listener is told what was erased
  public Projector(
      Ledger ledger, LineageGraph graph, ProjectorSettings settings, ErasureListener listener) {
    this.ledger = ledger;
    this.graph = graph;
    this.settings = settings;
    this.followed = new Followed(ledger, graph, settings);
    this.forgetting = new Forgetting(ledger, graph, settings, listener);
    this.projection = forgetting.projection();
    this.committedNanos = System.nanoTime() - settings.idleInterval().toNanos();
    this.thread = Thread.ofPlatform().daemon().name("projector").unstarted(this::follow);
  }

  /// Begins to follow. To be called once.
  public void start() {
    unsubscribe = ledger.onAppended(this::signal);
    thread.start();
  }

  /// The index of the last entry in the graph, as of the last commit; [Cursor#NOTHING] before one.
  public long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /// How many entries are in the ledger and not yet in the graph.
  public long lag() {
    return Math.max(0, ledger.size() - 1 - position());
  }

  /// Which entries are retracted, as far as the ledger was followed; for any thread.
  public Retractions retractions() {
    return forgetting.retractions();
  }

  /// Why the last attempt failed; empty if it did not.
  public Optional<String> failure() {
    return failure;
  }

  /// Whether the thread that follows is alive: begun, and neither closed nor dead.
  public boolean isFollowing() {
    return thread.isAlive();
  }

  /// Whether an entry has this index, as this replica knows. If not, waiting for it is vain.
  public boolean isSequenced(long index) {
    return index < ledger.size();
  }

  /// Waits until an entry is in the graph, and what was erased is not, and hurries the next commit.
  /// Blocks the calling thread.
  ///
  /// @return whether it is so in time
  public boolean awaitPosition(long index, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      demanded = Math.max(demanded, Math.min(index, ledger.size()));
      changed.signalAll();
      while ((position < index || isOutdated) && left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
      return position >= index && !isOutdated;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Stops after the transaction of the moment. The graph stays open.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    unsubscribe.run();
    try {
      thread.join();
      forgetting.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    while (!isClosed) {
      try {
        step();
        storeFaults = 0;
        faults.over();
        failure = Optional.empty();
      } catch (Throwable reason) {
        // Errors too: nobody else would begin to follow again, and nobody would know.
        failure = Optional.of(reason.toString());
        faults.tell(reason);
        recover(reason);
        pause(settings.retryAfter());
      }
    }
  }

  /// One batch, or a wait for one.
  private void step() {
    if (!isChecked) {
      if (followed.clearIfForeign() || graph.cursor().isEmpty()) {
        forgetting.began();
      }
      projection.forget();
      forgetting.resume();
      isChecked = true;
    }
    if (forgetting.advance(graph.cursor())) {
      projection.forget();
    }
    Optional<Cursor> cursor = graph.cursor();
    arrived(cursor);
    if (!awaitWork(cursor)) {
      return;
    }
    List<PayloadEntry> batch =
        followed.after(cursor, settings.batchEntriesMax(), settings.batchBytesMax());
    if (!batch.isEmpty()) {
      boolean isOutdated = forgetting.isOutdatedBy(cursor, batch);
      Cursor next = projection.apply(cursor, batch, isOutdated);
      committedNanos = System.nanoTime();
      arrived(Optional.of(next));
    }
  }

  /// A fault of the store: open it anew; if that does not help, empty it. An Error may have struck
  /// within the store and left its buffers half changed: open it anew too, but never empty it for
  /// want of memory.
  private void recover(Throwable reason) {
    projection.forget();
    forgetting.close();
    boolean isError = reason instanceof Error;
    if (!isError && !StoreFault.isBehind(reason)) {
      return;
    }
    try {
      if (isError || ++storeFaults < STORE_FAULTS_MAX) {
        graph.reopen();
      } else {
        LOG.log(Level.WARNING, "the lineage graph is damaged and is filled anew");
        graph.clear();
        forgetting.began();
        storeFaults = 0;
      }
    } catch (Throwable worse) {
      // Errors too: the next attempt fails as well, and comes here again.
      LOG.log(Level.WARNING, "the lineage graph cannot be opened", worse);
    }
  }

  /// Waits until there is enough to do, or the next commit is due.
  ///
  /// @return false if there is nothing to do yet
  private boolean awaitWork(Optional<Cursor> cursor) {
    lock.lock();
    try {
      long lag = followed.lag(cursor);
      if (forgetting.isRunning()) {
        return lag > 0;
      }
      if (isClosed || lag <= 0) {
        // Another replica may append without our hearing of it.
        await(isClosed ? Duration.ZERO : settings.idleInterval());
        return !isClosed;
      }
      boolean isDemanded = demanded > position;
      Duration interval =
          lag >= settings.busyEntriesMin() ? settings.busyInterval() : settings.idleInterval();
      boolean isFull = lag >= settings.batchEntriesMax();
      long wait = interval.toNanos() - (System.nanoTime() - committedNanos);
      if (isDemanded || isFull || wait <= 0) {
        return true;
      }
      await(Duration.ofNanos(wait));
      return false;
    } finally {
      lock.unlock();
    }
  }

  // Every caller looks again whether there is work: a spurious wake-up costs one look.
  @SuppressWarnings("WaitNotInLoop")
  private void await(Duration time) {
    try {
      long _ = changed.awaitNanos(time.toNanos());
    } catch (InterruptedException interrupted) {
      isClosed = true;
      Thread.currentThread().interrupt();
    }
  }

  private void pause(Duration time) {
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

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Optional<Cursor> cursor) {
    lock.lock();
    try {
      position = cursor.map(Cursor::position).orElse(Cursor.NOTHING);
      isOutdated = cursor.map(Cursor::isOutdated).orElse(false);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
