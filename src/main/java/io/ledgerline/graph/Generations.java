package io.ledgerline.graph;

import io.ledgerline.graph.execution.QueryExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.jena.dboe.base.file.AlreadyLocked;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.params.StoreParams;
import org.apache.jena.tdb2.sys.TDBInternal;
import org.jspecify.annotations.Nullable;

/// The databases of one graph, one after the other: who uses them, and what takes their place.
///
/// An exchange waits for nobody: who uses the old database goes on with it, and the last one
/// deletes it. Opening the same database anew waits for those who use it, and holds up others
/// meanwhile. Whoever opens, exchanges or closes does so one at a time. Thread-safe.
final class Generations {

  private static final Logger LOG = System.getLogger(LineageGraph.class.getName());

  private final Databases databases;
  private final Path directory;
  private final StoreParams params;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Path place;
  private volatile Birth birth = Birth.UNKNOWN;
  private volatile boolean isReopening;
  private @Nullable Generation current;

  Generations(Path directory, StoreParams params) {
    this.directory = directory;
    this.params = params;
    this.databases = new Databases(directory);
    this.place = databases.newest();
  }

  /// Opens the newest database, or begins one if there is none, or it is damaged.
  ///
  /// @throws GraphFailure if the directory cannot be used, or another process uses it
  void open() {
    try {
      Generation opened = connect(databases.newest());
      set(opened);
      opened.read(Cursor::read);
    } catch (AlreadyLocked locked) {
      throw new GraphFailure("another process uses the graph in " + directory, locked);
    } catch (RuntimeException damaged) {
      LOG.log(
          Level.WARNING, "the graph in " + directory + " is damaged, a new one begins", damaged);
      close(Duration.ZERO);
      set(connect(databases.next()));
    }
    databases.deleteOthers(place);
  }

  /// Where the database is that is open, or was last.
  Path place() {
    return place;
  }

  Birth birth() {
    return birth;
  }

  void began(Birth begun) {
    begun.write(place);
    birth = begun;
  }

  long freeBytes() {
    return databases.freeBytes();
  }

  /// Whether somebody waits for all who use the database.
  boolean isReopening() {
    return isReopening;
  }

  /// Begins to use the database of the moment; to be followed by [#leave].
  ///
  /// @throws GraphFailure if none is open
  Generation enter() {
    lock.lock();
    try {
      while (isReopening) {
        changed.awaitUninterruptibly();
      }
      Generation used = current;
      if (used == null) {
        throw new GraphFailure("the graph in " + directory + " is closed");
      }
      used.users++;
      return used;
    } finally {
      lock.unlock();
    }
  }

  void leave(Generation used) {
    boolean isOver;
    lock.lock();
    try {
      isOver = --used.users == 0 && used.isRetired;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (isOver) {
      TDBInternal.expel(used.dataset, true);
      delete(used.directory);
    }
  }

  /// Begins an empty database in the place of the one of the moment.
  void clear() {
    exchange(databases.next());
  }

  /// Puts a database, which is moved here, in the place of the one of the moment.
  ///
  /// @throws GraphFailure if that cannot be; then the old one stays, or the next start finds the
  ///   other
  void adopt(Path other) {
    Path name = databases.next();
    try {
      Files.move(other, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new GraphFailure("the graph in " + directory + " cannot be exchanged", failure);
    }
    exchange(name);
  }

  /// Closes the database and opens it anew.
  ///
  /// @param patience how long it waits for those who use it; then it is taken away from them
  void reopen(Duration patience) {
    isReopening = true;
    try {
      close(patience);
      set(connect(place));
    } finally {
      lock.lock();
      try {
        isReopening = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Closes the database.
  ///
  /// @param patience how long it waits for those who use it; then it is taken away from them
  void close(Duration patience) {
    Generation before;
    lock.lock();
    try {
      before = current;
      current = null;
      long left = patience.toNanos();
      while (before != null && before.users > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      before = null;
    } finally {
      lock.unlock();
    }
    if (before != null) {
      TDBInternal.expel(before.dataset, true);
    }
  }

  private void exchange(Path name) {
    Path old = place;
    Generation next;
    try {
      next = connect(name);
    } catch (RuntimeException failure) {
      delete(name);
      throw failure;
    }
    Generation before = set(next);
    if (before == null) {
      delete(old);
    } else {
      retire(before);
    }
  }

  private @Nullable Generation set(Generation next) {
    lock.lock();
    try {
      Generation before = current;
      current = next;
      return before;
    } finally {
      lock.unlock();
    }
  }

  private void retire(Generation before) {
    lock.lock();
    try {
      before.users++;
      before.isRetired = true;
    } finally {
      lock.unlock();
    }
    leave(before);
  }

  // What cannot be deleted now is deleted by the next start: the newest database counts.
  private static void delete(Path over) {
    try {
      Databases.delete(over);
    } catch (GraphFailure later) {
      LOG.log(Level.WARNING, "an old lineage graph stays until the next start", later);
    }
  }

  /// A name is never used twice: TDB2 keeps locks and files of what it failed to open, and whatever
  /// happens during a deletion, no half of a database is ever taken for a whole one.
  private Generation connect(Path database) {
    try {
      Files.createDirectories(database);
    } catch (IOException failure) {
      throw new GraphFailure("the graph directory " + database + " is unusable", failure);
    }
    DatasetGraph connected = DatabaseMgr.connectDatasetGraph(Location.create(database), params);
    QueryExecutor.applyTo(connected.getContext());
    place = database;
    birth = Birth.read(database);
    return new Generation(database, connected);
  }

  /// One database while it is open, and how many use it, which is counted under the lock. A
  /// transaction belongs to the thread that calls.
  static final class Generation {

    private final Path directory;
    private final DatasetGraph dataset;
    private int users;

    /// Another one is in its place for good: it is deleted once nobody uses it.
    private boolean isRetired;

    Generation(Path directory, DatasetGraph dataset) {
      this.directory = directory;
      this.dataset = dataset;
    }

    <T> T read(Function<DatasetGraph, T> reading) {
      dataset.begin(ReadWrite.READ);
      try {
        return reading.apply(dataset);
      } finally {
        dataset.end();
      }
    }

    /// Changes the database in one transaction.
    ///
    /// @param changing whether the change is to be kept
    /// @return whether it was
    boolean change(Predicate<DatasetGraph> changing) {
      dataset.begin(ReadWrite.WRITE);
      try {
        boolean isKept = changing.test(dataset);
        if (isKept) {
          dataset.commit();
        }
        return isKept;
      } finally {
        if (dataset.isInTransaction()) {
          dataset.abort();
        }
        dataset.end();
      }
    }
  }
}
