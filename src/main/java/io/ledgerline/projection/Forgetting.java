package io.ledgerline.projection;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.projection.retraction.Retractions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes a graph forget what was erased or retracted: it is filled anew beside, from what is left,
/// and exchanged when it has caught up. Meanwhile it follows the ledger as before. For one thread.
///
/// What nobody could have put into the graph is forgotten without that. A graph that has to forget
/// says so in its cursor, which survives a restart.
final class Forgetting implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Forgetting.class.getName());

  private final Ledger ledger;
  private final LineageGraph graph;
  private final ProjectorSettings settings;
  private final ErasureListener listener;
  private final Standing standing;
  private final Iris iris;

  private long cleanFrom;
  private @Nullable Refill refill;

  Forgetting(
      Ledger ledger, LineageGraph graph, ProjectorSettings settings, ErasureListener listener) {
    this.ledger = ledger;
    this.graph = graph;
    this.settings = settings;
    this.listener = listener;
    this.standing = new Standing(ledger, settings.readTimeout());
    this.iris = new Iris(ledger.genesis().baseIri());
  }

  /// Which entries are retracted, as far as the ledger was followed.
  Retractions retractions() {
    return standing.retractions();
  }

  /// Learns from the graph which retractions it knows of, before it is followed on.
  void resume() {
    standing.load(graph, iris);
  }

  /// Writes into the graph, and leaves out what is retracted.
  Projection projection() {
    return new Projection(
        graph, ledger.genesis(), standing.retractions(), settings.rules());
  }

  /// The graph is empty: it will know nothing of what was erased up to now.
  void began() {
    cleanFrom = ledger.size();
  }

  /// Whether a graph is being filled beside.
  boolean isRunning() {
    return refill != null;
  }

  /// Tells the listener of the erasures of a batch, and whether the graph may hold what they
  /// erased, or what entries say that are retracted now.
  boolean isOutdatedBy(Optional<Cursor> at, List<PayloadEntry> batch) {
    SortedMap<Long, UnitSet> erasures = erasures(batch);
    erasures.forEach(listener::erased);
    standing.read(batch);
    erasures.values().forEach(standing::erased);
    return isOutdatedBy(at, erasures, cleanFrom) || standing.isOutdated(graph, iris, position(at));
  }

  /// Goes on with the graph beside, or begins it if the graph has to forget.
  ///
  /// @return whether the graph was exchanged now
  boolean advance(Optional<Cursor> cursor) {
    Refill running = refill;
    if (running == null) {
      if (cursor.map(Cursor::isOutdated).orElse(false)) {
        LOG.log(Level.INFO, "the lineage graph is filled anew, to forget what is no longer so");
        refill = new Refill();
      }
      return false;
    }
    running.step();
    if (running.position() < position(cursor)) {
      return false;
    }
    graph.adopt(running.next);
    cleanFrom = running.begunAt;
    refill = null;
    LOG.log(Level.INFO, "the lineage graph has forgotten what is no longer so");
    return true;
  }

  /// Gives up the graph beside; it is begun again.
  @Override
  public void close() {
    Refill running = refill;
    refill = null;
    if (running != null) {
      running.next.close();
    }
  }

  private boolean isOutdatedBy(Optional<Cursor> at, SortedMap<Long, UnitSet> erasures, long since) {
    return erasures.tailMap(since).values().stream()
        .flatMap(units -> units.byIndex().headMap(position(at) + 1).keySet().stream())
        .anyMatch(this::wasInGraph);
  }

  private boolean wasInGraph(long index) {
    PayloadEntry entry;
    try {
      entry = ledger.payload(index).await().atMost(settings.readTimeout()).orElseThrow();
    } catch (DetachedException gone) {
      // What it was nobody here can tell: rather once too often.
      return true;
    }
    String type = entry.entry().leaf().type();
    return switch (entry.content()) {
      case PayloadEntry.Whole _ -> false;
      case PayloadEntry.Remains(var _, var parts) ->
          parts.stream()
              .anyMatch(
                  part ->
                      switch (part) {
                        case PayloadEntry.Left _ -> false;
                        case PayloadEntry.Erased erased -> Reach.isInGraph(type, erased.pointer());
                      });
    };
  }

  private static long position(Optional<Cursor> at) {
    return at.map(Cursor::position).orElse(Cursor.NOTHING);
  }

  private static SortedMap<Long, UnitSet> erasures(List<PayloadEntry> batch) {
    SortedMap<Long, UnitSet> erasures = new TreeMap<>();
    for (PayloadEntry entry : batch) {
      if (entry.entry().leaf().type().equals(Erasure.TYPE)
          && PayloadReading.of(entry).orElse(null)
              instanceof StoredEvent.System(Erasure(var targets, var _, var _))) {
        erasures.put(entry.entry().index(), new UnitSet(targets));
      }
    }
    return erasures;
  }

  /// A graph beside, on its way to where the other one stands.
  private final class Refill {

    private final long begunAt = ledger.size();
    private final LineageGraph next = graph.beside();
    private final Followed followed = new Followed(ledger, next, settings);
    private final Projection projection =
        new Projection(next, ledger.genesis(), standing.retractions(), settings.rules());
    private Optional<Cursor> cursor = Optional.empty();

    private long position() {
      return Forgetting.position(cursor);
    }

    private void step() {
      List<PayloadEntry> batch =
          followed.after(cursor, settings.batchEntriesMax(), settings.batchBytesMax());
      if (!batch.isEmpty()) {
        SortedMap<Long, UnitSet> erasures = erasures(batch);
        standing.read(batch);
        erasures.values().forEach(standing::erased);
        boolean isOutdated =
            isOutdatedBy(cursor, erasures, begunAt) || standing.isOutdated(next, iris, position());
        cursor = Optional.of(projection.apply(cursor, batch, isOutdated));
      }
    }
  }
}
