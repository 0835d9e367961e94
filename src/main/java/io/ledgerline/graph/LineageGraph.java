package io.ledgerline.graph;

import io.ledgerline.graph.stored.StoredWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.tdb2.params.StoreParams;

/// A TDB2 database in a directory of its own: the current state of everything that the ledger says.
///
/// Only this package begins, commits, aborts or expels. Many threads read at once, each within
/// [#read], which begins and ends its transaction on the calling thread; one thread writes at a
/// time. Reads see the state before or after a write, never between.
///
/// After any write that did not commit, the database is closed and opened anew: in Jena 6.0.0 an
/// aborted write leaves a gap in the node table that the next one makes permanent (apache/jena
/// GH-3877). That waits for the readers of the moment, and holds up new ones until it is done. An
/// exchange for another graph waits for nobody: who reads, reads the old one to the end.
///
/// A directory that cannot be opened is put aside and a new one begun: the ledger has everything.
public final class LineageGraph implements AutoCloseable {

  static {
    JenaSystem.init();
  }

  private static final String BESIDE = "beside";
  private static final int QUADS_A_LOOK = 4_096;

  /// How long a database that is to be opened anew waits for its readers; then it is taken away
  /// from them. Longer than any query may take that can be ended.
  private static final Duration READERS_MAX = Duration.ofMinutes(2);

  /// The same when it is closed.
  private static final Duration LAST_READERS_MAX = Duration.ofSeconds(10);

  private final GraphSettings settings;
  private final Iris iris;
  private final Generations generations;
  private final Node metaGraph;
  private boolean isClosed;

  private LineageGraph(GraphSettings settings, Iris iris) {
    this.settings = settings;
    this.iris = iris;
    this.metaGraph = iris.graph("meta");
    this.generations =
        new Generations(
            settings.directory(),
            StoreParams.builder("ledgerline")
                .node2NodeIdCacheSize(settings.nodeCacheEntries())
                .nodeId2NodeCacheSize(settings.nodeCacheEntries())
                .build());
  }

  /// Opens the graph of a directory, or begins an empty one.
  ///
  /// @param iris of the log that it is about
  /// @throws GraphFailure if the directory cannot be used, or another process uses it
  public static LineageGraph open(GraphSettings settings, Iris iris) {
    LineageGraph graph = new LineageGraph(settings, iris);
    graph.generations.open();
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
    Generations.Generation used = generations.enter();
    try {
      return used.read(reading);
    } finally {
      generations.leave(used);
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
    return read(opened -> !opened.find().hasNext());
  }

  /// What it has on disk. A file grows by 8 MB at a time, of which not all may be taken.
  public long bytes() {
    return Databases.bytes(generations.place());
  }

  /// How much more fits on its disk.
  public long freeBytes() {
    return generations.freeBytes();
  }

  /// How it began.
  public Birth birth() {
    return generations.birth();
  }

  /// When it became a compact copy; empty if it is none.
  public Optional<Instant> compactedAt() {
    return Birth.compactedAt(generations.place());
  }

  /// Says how it began.
  ///
  /// @throws GraphFailure if that cannot be kept
  public synchronized void began(Birth begun) {
    generations.began(begun);
  }

  /// Writes quads and the new cursor in one transaction: all of it, durably, or nothing.
  ///
  /// @param expected where the graph stood when the change was made
  /// @param next where it stands afterwards
  /// @throws StaleCursorException if it stands elsewhere
  /// @throws GraphFailure if the store refuses
  public synchronized void write(Optional<Cursor> expected, GraphChange change, Cursor next) {
    change(
        "a write of " + change.added().size() + " quads failed",
        opened -> {
          Optional<Cursor> found = Cursor.read(opened);
          if (!found.equals(expected)) {
            throw new StaleCursorException(expected, found);
          }
          StoredWriter writer = new StoredWriter(opened);
          writer.remove(change.removed());
          writer.add(change.added());
          next.write(opened, metaGraph);
          return true;
        });
  }

  /// Copies everything into an empty graph, in one transaction: the copy has none of the room that
  /// changes took. Readers and the writer go on meanwhile.
  ///
  /// @param isWanted asked now and then; once it is not, nothing was copied. Nor is it where this
  ///   graph has to be opened anew
  /// @return whether it was copied
  /// @throws GraphFailure if a store refuses
  public boolean copyInto(LineageGraph other, BooleanSupplier isWanted) {
    BooleanSupplier goesOn = () -> isWanted.getAsBoolean() && !generations.isReopening();
    boolean isCopied = read(opened -> other.fill(opened.find(), goesOn));
    if (isCopied) {
      other.began(new Birth(birth().sizes(), other.bytes()));
    }
    return isCopied;
  }

  /// Closes the database and opens it anew, after a fault of the store. Waits for the readers of
  /// the moment, and holds up new ones. Does nothing after [#close()].
  ///
  /// @throws GraphFailure if it cannot be opened; [#clear()] then begins a new one
  public synchronized void reopen() {
    if (isClosed) {
      return;
    }
    try {
      generations.reopen(READERS_MAX);
    } catch (RuntimeException failure) {
      throw new GraphFailure("the graph in " + settings.directory() + " cannot be opened", failure);
    }
  }

  /// Deletes everything, the cursor too. Readers of the moment still see what was.
  ///
  /// @throws GraphFailure if the directory cannot be used
  public synchronized void clear() {
    generations.clear();
  }

  /// Whether [#beside] was made, and neither adopted nor discarded.
  public boolean hasBeside() {
    return Databases.areIn(settings.directory().resolve(BESIDE));
  }

  /// The graph beside this one, for [#adopt], with what an earlier one left there.
  ///
  /// @throws GraphFailure if the directory cannot be used
  public LineageGraph beside() {
    Path directory = settings.directory().resolve(BESIDE);
    return open(new GraphSettings(directory, settings.nodeCacheEntries()), iris);
  }

  /// Deletes what is left of a graph beside this one that nobody opened.
  ///
  /// @throws GraphFailure if that cannot be done
  public void discardBeside() {
    Path directory = settings.directory().resolve(BESIDE);
    if (Files.exists(directory)) {
      Databases.delete(directory);
    }
  }

  /// Puts a graph made by [#beside] in the place of this one. Later readers see the other graph;
  /// those of the moment this one, which is deleted when the last of them has ended.
  ///
  /// @param other is closed
  /// @throws GraphFailure if the directory cannot be used; then this graph stays, or the next
  ///   [#open] finds the other one
  public synchronized void adopt(LineageGraph other) {
    other.close();
    generations.adopt(other.generations.place());
    Databases.delete(other.settings.directory());
  }

  /// Closes the graph and deletes it.
  ///
  /// @throws GraphFailure if the directory cannot be used
  public synchronized void discard() {
    close();
    Databases.delete(settings.directory());
  }

  /// Closes the database and frees its lock file, once the readers of the moment have ended, or had
  /// their time.
  @Override
  public synchronized void close() {
    isClosed = true;
    generations.close(LAST_READERS_MAX);
  }

  private synchronized boolean fill(Iterator<Quad> quads, BooleanSupplier isWanted) {
    return change(
        "a copy failed",
        opened -> {
          for (long count = 1; quads.hasNext(); count++) {
            if (count % QUADS_A_LOOK == 0 && !isWanted.getAsBoolean()) {
              return false;
            }
            opened.add(quads.next());
          }
          return true;
        });
  }

  private boolean change(String failed, Predicate<DatasetGraph> changing) {
    Generations.Generation used = generations.enter();
    boolean isCommitted = false;
    try {
      isCommitted = used.change(changing);
      return isCommitted;
    } catch (StaleCursorException stale) {
      throw stale;
    } catch (RuntimeException failure) {
      throw new GraphFailure(failed, failure);
    } finally {
      generations.leave(used);
      if (!isCommitted) {
        generations.reopen(READERS_MAX);
      }
    }
  }
}
