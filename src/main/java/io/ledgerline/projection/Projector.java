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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Follows the ledger into a graph, on a thread of its own: in order, without gaps, each entry
/// exactly once.
///
/// The cursor is written in the transaction of the quads. After any failure it is read again, and
/// the work goes on from there: nothing is lost, and nothing twice. When little happens, commits
/// are spread out, unless somebody waits for a position. A graph that is not of this ledger is
/// emptied first; one that is, but was made by other rules, answers until another is filled.
/// Thread-safe.
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
  private final Standpoint standpoint = new Standpoint();
  private final Renewals renewals;
  private boolean isChecked;
  private int storeFaults;
  private long committedNanos;
  private volatile Optional<String> failure = Optional.empty();
  private volatile Optional<Instant> waitingSince = Optional.empty();
  private volatile long errors;
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
    this.forgetting = new Forgetting(ledger, settings, listener);
    this.projection = forgetting.projection(graph);
    this.renewals =
        new Renewals(new Renewal.Tools(ledger, graph, settings, forgetting, standpoint::signal));
    this.committedNanos = System.nanoTime() - settings.idleInterval().toNanos();
    this.thread = Thread.ofPlatform().daemon().name("projector").unstarted(this::follow);
  }

  /// Begins to follow. To be called once.
  public void start() {
    unsubscribe = ledger.onAppended(standpoint::signal);
    thread.start();
  }

  /// The index of the last entry in the graph, as of the last commit; [Cursor#NOTHING] before one.
  public long position() {
    return standpoint.position();
  }

  /// How many entries are in the ledger and not yet in the graph.
  public long lag() {
    return Math.max(0, ledger.size() - 1 - position());
  }

  /// When the oldest entry was received that is in the ledger and not yet in the graph, as far as
  /// is known; empty if there is none, or it came only now.
  public Optional<Instant> waitingSince() {
    return lag() == 0 ? Optional.empty() : waitingSince;
  }

  /// How many entries are set aside in the graph, because they cannot be read.
  public long errors() {
    return errors;
  }

  /// The version of the rules that the graph was made by; empty before it has an entry.
  public OptionalInt mappingVersion() {
    Optional<Cursor> cursor = standpoint.cursor();
    return cursor.isPresent() ? OptionalInt.of(cursor.get().mappingVersion()) : OptionalInt.empty();
  }

  /// The version of the rules by which this program makes graphs.
  public static int ownMappingVersion() {
    return Projection.MAPPING_VERSION;
  }

  /// How far another graph is that takes the place of this one; empty if none is needed.
  public Optional<RenewalStatus> renewal() {
    return renewals.status();
  }

  /// Has another graph filled from the ledger, or copied, and exchanged for this one. The one that
  /// is on its way goes first; a wish that has not begun is replaced.
  public void renew(RenewalStatus.Reason reason) {
    renewals.ask(reason);
  }

  /// Ends that.
  ///
  /// @return whether there was something to end that nothing but a wish needs
  public boolean stopRenewal() {
    return renewals.stop();
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

  /// Whether an entry has this index, also if another replica numbered it a moment ago. If not,
  /// waiting for it is vain. May block the calling thread.
  public boolean isSequenced(long index) {
    return index < ledger.size() || index < ledger.sizeNow().await().atMost(settings.readTimeout());
  }

  /// Waits until an entry is in the graph, and what was erased is not, and hurries the next commit.
  /// Blocks the calling thread.
  ///
  /// @return whether it is so in time
  public boolean awaitPosition(long index, Duration timeout) {
    return standpoint.await(index, ledger.size(), timeout);
  }

  /// Stops after the transaction of the moment. The graph stays open.
  @Override
  public void close() {
    standpoint.close();
    unsubscribe.run();
    try {
      thread.join();
      renewals.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    while (!standpoint.isClosed()) {
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
        standpoint.pause(settings.retryAfter());
      }
    }
  }

  /// One batch, or a wait for one.
  private void step() {
    if (!isChecked) {
      check();
      isChecked = true;
    }
    if (renewals.advance(graph.cursor())) {
      projection.forget();
      errors = projection.errors();
    }
    long seen = standpoint.signals();
    Optional<Cursor> cursor = graph.cursor();
    standpoint.arrived(cursor);
    if (settings.rules().areOthersOf(cursor)) {
      // It answers as it is until the other one is there, which is ours to follow.
      if (waitingSince.isEmpty() && lag() > 0) {
        waitingSince = followed.receivedAt(position() + 1);
      }
      if (!renewals.isBusy()) {
        standpoint.await(seen, settings.idleInterval());
      }
      return;
    }
    if (awaitWork(seen, cursor)) {
      follow(cursor);
    }
  }

  private void check() {
    if (followed.fit() == Followed.Fit.FOREIGN) {
      LOG.log(Level.INFO, "the lineage graph is not of this ledger as it is; it is filled anew");
      graph.clear();
    }
    if (graph.cursor().isEmpty()) {
      forgetting.began(graph);
    }
    projection.forget();
    forgetting.resume(graph);
    renewals.resume();
    errors = projection.errors();
  }

  private void follow(Optional<Cursor> cursor) {
    forgetting.reads(graph, Standpoint.position(cursor) + 1);
    List<PayloadEntry> batch =
        followed.after(cursor, settings.batchEntriesMax(), settings.batchBytesMax());
    if (batch.isEmpty()) {
      return;
    }
    waitingSince = Optional.of(batch.getFirst().entry().leaf().receivedAt());
    if (settings.upkeep().isShort(graph)) {
      throw new IllegalStateException(
          "hardly anything is free on the disk of the lineage graph: " + graph.freeBytes());
    }
    forgetting.tell(batch, Standpoint.position(cursor));
    boolean isOutdated = forgetting.isOutdatedBy(graph, cursor, batch);
    Cursor next = projection.apply(cursor, batch, isOutdated);
    committedNanos = System.nanoTime();
    waitingSince =
        Optional.of(batch.getLast().entry().leaf().receivedAt())
            .filter(newest -> followed.lag(Optional.of(next)) > 0);
    standpoint.arrived(Optional.of(next));
    errors = projection.errors();
  }

  /// A fault of the store: open it anew; if that does not help, empty it. An Error may have struck
  /// within the store and left its buffers half changed: open it anew too, but never empty it for
  /// want of memory, or of room on the disk.
  private void recover(Throwable reason) {
    projection.forget();
    boolean isError = reason instanceof Error;
    if (!isError && !StoreFault.isBehind(reason)) {
      return;
    }
    try {
      boolean isFull = settings.upkeep().isShort(graph);
      if (isError || isFull || ++storeFaults < STORE_FAULTS_MAX) {
        graph.reopen();
      } else {
        LOG.log(Level.WARNING, "the lineage graph is damaged and is filled anew");
        graph.clear();
        renewals.cleared();
        forgetting.began(graph);
        storeFaults = 0;
      }
    } catch (Throwable worse) {
      // Errors too: the next attempt fails as well, and comes here again.
      LOG.log(Level.WARNING, "the lineage graph cannot be opened", worse);
    }
  }

  /// Waits until there is enough to do, or the next commit is due.
  ///
  /// @param seen the signals that came before the cursor was read
  /// @return false if there is nothing to do yet
  private boolean awaitWork(long seen, Optional<Cursor> cursor) {
    long lag = followed.lag(cursor);
    if (renewals.isBusy()) {
      return lag > 0;
    }
    if (lag <= 0) {
      // Another replica may append without our hearing of it.
      standpoint.await(seen, settings.idleInterval());
      return !standpoint.isClosed();
    }
    Duration interval =
        lag >= settings.busyEntriesMin() ? settings.busyInterval() : settings.idleInterval();
    long wait = interval.toNanos() - (System.nanoTime() - committedNanos);
    if (standpoint.isDemanded() || lag >= settings.batchEntriesMax() || wait <= 0) {
      return true;
    }
    standpoint.await(seen, Duration.ofNanos(wait));
    return false;
  }
}
