package io.ledgerline.graph;

import io.ledgerline.graph.execution.QueryExecutor;
import io.ledgerline.graph.stored.StoredWriter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.jena.dboe.base.file.AlreadyLocked;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.params.StoreParams;
import org.apache.jena.tdb2.sys.TDBInternal;
import org.jspecify.annotations.Nullable;

/// A TDB2 database in a directory of its own: the current state of everything that the ledger says.
///
/// The only class that begins, commits, aborts or expels. Many threads read at once, each within
/// [#read], which begins and ends its transaction on the calling thread; one thread writes at a
/// time. Reads see the state before or after a write, never between.
///
/// After any write that did not commit, the database is closed and opened anew: in Jena 6.0.0 an
/// aborted write leaves a gap in the node table that the next one makes permanent (apache/jena
/// GH-3877). That waits for the readers of the moment, and holds up new ones until it is done.
///
/// A directory that cannot be opened is put aside and a new one begun: the ledger has everything.
public final class LineageGraph implements AutoCloseable {

  static {
    JenaSystem.init();
  }

  private static final Logger LOG = System.getLogger(LineageGraph.class.getName());

  private static final String BESIDE = "beside";

  private final Path directory;
  private final Databases databases;
  private final GraphSettings settings;
  private final Iris iris;
  private final StoreParams params;
  private final Node metaGraph;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private Path current;
  private @Nullable DatasetGraph dataset;
  private boolean isClosed;

  private LineageGraph(GraphSettings settings, Iris iris) {
    this.directory = settings.directory();
    this.databases = new Databases(directory);
    this.settings = settings;
    this.iris = iris;
    this.current = databases.newest();
    this.metaGraph = iris.graph("meta");
    this.params =
        StoreParams.builder("ledgerline")
            .node2NodeIdCacheSize(settings.nodeCacheEntries())
            .nodeId2NodeCacheSize(settings.nodeCacheEntries())
            .build();
  }

  /// Opens the graph of a directory, or begins an empty one.
  ///
  /// @param iris of the log that it is about
  /// @throws GraphFailure if the directory cannot be used, or another process uses it
  public static LineageGraph open(GraphSettings settings, Iris iris) {
    LineageGraph graph = new LineageGraph(settings, iris);
    graph.connectOrBeginAnew();
    return graph;
  }

  /// The IRIs of the log that it is about.
  public Iris iris() {
    return iris;
  }

  /// Reads within one transaction; on this thread from begin to end. Not to be nested, and nothing
  /// lazy may leave it.
  ///
  /// @throws GraphFailure if the graph is closed
  public <T> T read(Function<DatasetGraph, T> reading) {
    lock.readLock().lock();
    try {
      DatasetGraph opened = opened();
      opened.begin(ReadWrite.READ);
      try {
        return reading.apply(opened);
      } finally {
        opened.end();
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /// How far the graph has followed the ledger; empty too if the cursor is one of another base IRI.
  public Optional<Cursor> cursor() {
    return read(
        opened ->
            opened.contains(metaGraph, metaGraph, Vocabulary.POSITION, Node.ANY)
                ? Cursor.read(opened)
                : Optional.empty());
  }

  /// Whether nothing at all is in it.
  public boolean isEmpty() {
    return read(current -> !current.find().hasNext());
  }

  /// Writes quads and the new cursor in one transaction: all of it, durably, or nothing.
  ///
  /// @param expected where the graph stood when the change was made
  /// @param next where it stands afterwards
  /// @throws StaleCursorException if it stands elsewhere
  /// @throws GraphFailure if the store refuses
  public synchronized void write(Optional<Cursor> expected, GraphChange change, Cursor next) {
    boolean committed = false;
    lock.readLock().lock();
    try {
      committed = commit(opened(), expected, change, next);
    } catch (StaleCursorException stale) {
      throw stale;
    } catch (RuntimeException failure) {
      throw new GraphFailure("a write of " + change.added().size() + " quads failed", failure);
    } finally {
      lock.readLock().unlock();
      if (!committed) {
        reconnect();
      }
    }
  }

  /// Closes the database and opens it anew, after a fault of the store. Waits for the readers of
  /// the moment. Does nothing after [#close()].
  ///
  /// @throws GraphFailure if it cannot be opened; [#clear()] then begins a new one
  public synchronized void reopen() {
    if (isClosed) {
      return;
    }
    try {
      reconnect();
    } catch (RuntimeException failure) {
      throw new GraphFailure("the graph in " + directory + " cannot be opened", failure);
    }
  }

  /// Deletes everything, the cursor too. Waits for the readers of the moment.
  ///
  /// @throws GraphFailure if the directory cannot be used
  public synchronized void clear() {
    lock.writeLock().lock();
    try {
      beginAnew();
      databases.deleteOthers(current);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// An empty graph beside this one, for [#adopt]. What an earlier one left there is deleted.
  ///
  /// @throws GraphFailure if the directory cannot be used
  public LineageGraph beside() {
    LineageGraph beside =
        open(new GraphSettings(directory.resolve(BESIDE), settings.nodeCacheEntries()), iris);
    beside.clear();
    return beside;
  }

  /// Puts a graph made by [#beside] in the place of this one, whose content is deleted. Waits for
  /// the readers of the moment; later ones see the other graph.
  ///
  /// @param other is closed
  /// @throws GraphFailure if the directory cannot be used; then this graph stays, or the next
  ///   [#open] finds the other one
  public synchronized void adopt(LineageGraph other) {
    other.close();
    lock.writeLock().lock();
    try {
      expel();
      Path name = databases.next();
      Files.move(other.current, name, StandardCopyOption.ATOMIC_MOVE);
      dataset = connect(name);
      databases.deleteOthers(current);
    } catch (IOException failure) {
      dataset = connect(current);
      throw new GraphFailure("the graph in " + directory + " cannot be exchanged", failure);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Closes the database and frees its lock file, once the readers of the moment have ended.
  @Override
  public synchronized void close() {
    isClosed = true;
    lock.writeLock().lock();
    try {
      expel();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean commit(
      DatasetGraph current, Optional<Cursor> expected, GraphChange change, Cursor next) {
    current.begin(ReadWrite.WRITE);
    try {
      Optional<Cursor> found = Cursor.read(current);
      if (!found.equals(expected)) {
        throw new StaleCursorException(expected, found);
      }
      StoredWriter writer = new StoredWriter(current);
      writer.remove(change.removed());
      writer.add(change.added());
      next.write(current, metaGraph);
      current.commit();
      return true;
    } finally {
      if (current.isInTransaction()) {
        current.abort();
      }
      current.end();
    }
  }

  private DatasetGraph opened() {
    DatasetGraph opened = dataset;
    if (opened == null) {
      throw new GraphFailure("the graph in " + directory + " is closed");
    }
    return opened;
  }

  private void reconnect() {
    lock.writeLock().lock();
    try {
      expel();
      dataset = connect(current);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void expel() {
    DatasetGraph opened = dataset;
    dataset = null;
    if (opened != null) {
      TDBInternal.expel(opened, true);
    }
  }

  private void connectOrBeginAnew() {
    try {
      dataset = connect(databases.newest());
      cursor();
    } catch (AlreadyLocked locked) {
      throw new GraphFailure("another process uses the graph in " + directory, locked);
    } catch (RuntimeException damaged) {
      LOG.log(
          Level.WARNING, "the graph in " + directory + " is damaged, a new one begins", damaged);
      beginAnew();
    }
    databases.deleteOthers(current);
  }

  /// Under a name never used before: TDB2 keeps locks and files of what it failed to open, and
  /// whatever happens during a deletion, no half of a database is ever taken for a whole one.
  private void beginAnew() {
    expel();
    dataset = connect(databases.next());
  }

  private DatasetGraph connect(Path database) {
    try {
      Files.createDirectories(database);
    } catch (IOException failure) {
      throw new GraphFailure("the graph directory " + database + " is unusable", failure);
    }
    current = database;
    DatasetGraph connected = DatabaseMgr.connectDatasetGraph(Location.create(database), params);
    QueryExecutor.applyTo(connected.getContext());
    return connected;
  }
}
