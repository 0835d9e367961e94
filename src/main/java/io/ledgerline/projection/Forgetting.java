package io.ledgerline.projection;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.graph.Birth;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.projection.facts.Reach;
import io.ledgerline.projection.retraction.Retractions;
import io.ledgerline.projection.retraction.Standing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the entries of a ledger take back: which erasures and retractions a graph has to follow by
/// being filled anew. For one thread.
///
/// What nobody could have put into a graph is forgotten without that. A graph that has to forget
/// says so in its cursor, which survives a restart.
final class Forgetting {

  private static final long STEPS_MAX = 64;

  private final Ledger ledger;
  private final ProjectorSettings settings;
  private final ErasureListener listener;
  private final Standing standing;
  private final Iris iris;

  Forgetting(Ledger ledger, ProjectorSettings settings, ErasureListener listener) {
    this.ledger = ledger;
    this.settings = settings;
    this.listener = listener;
    this.standing = new Standing(ledger, settings.readTimeout());
    this.iris = new Iris(ledger.genesis().baseIri());
  }

  /// Which entries are retracted, as far as the ledger was followed.
  Retractions retractions() {
    return standing.retractions();
  }

  /// Learns from a graph which retractions it knows of, before it is followed on.
  void resume(LineageGraph graph) {
    standing.load(graph, iris);
  }

  /// Writes into a graph, and leaves out what is retracted.
  Projection projection(LineageGraph graph) {
    return projection(graph, Projection.Outlet.NOBODY);
  }

  /// The same, and hands out what it is about to write.
  Projection projection(LineageGraph graph, Projection.Outlet outlet) {
    return new Projection(
        graph, ledger.genesis(), standing.retractions(), settings.rules(), outlet);
  }

  /// A graph is empty: it will know nothing of what was erased up to now.
  void began(LineageGraph graph) {
    graph.began(new Birth(ledger.size(), 0));
  }

  /// The entries from an index on are read next: what was erased of them up to now, the graph will
  /// not have. Without this an erasure during a long filling would make another one needed, though
  /// what it erased was not read yet. Kept some sixty times a filling; between, the last one
  /// counts, which is never wrong.
  void reads(LineageGraph graph, long from) {
    Birth birth = graph.birth();
    long size = ledger.size();
    long step = 1 + size / STEPS_MAX;
    if (from - birth.sizes().lastKey() >= step
        && size - from >= step
        && size > birth.cleanFrom(from)) {
      graph.began(birth.reading(from, size));
    }
  }

  /// Tells the listener of the erasures of a batch.
  ///
  /// @param told the index of the last entry that it was told of before
  void tell(List<PayloadEntry> batch, long told) {
    erasures(batch).tailMap(told + 1).forEach(listener::erased);
  }

  /// Whether a graph may hold what a batch erased, or what entries say that are retracted now.
  ///
  /// @param at where the graph stands, before the batch
  boolean isOutdatedBy(LineageGraph graph, Optional<Cursor> at, List<PayloadEntry> batch) {
    SortedMap<Long, UnitSet> erasures = erasures(batch);
    standing.read(batch);
    erasures.values().forEach(standing::erased);
    Birth birth = graph.birth();
    long position = Standpoint.position(at);
    return erasures.entrySet().stream()
            .flatMap(
                erasure ->
                    erasure.getValue().byIndex().headMap(position + 1).keySet().stream()
                        .filter(index -> birth.cleanFrom(index) <= erasure.getKey()))
            .anyMatch(this::wasInGraph)
        || standing.isOutdated(graph, iris, position);
  }

  /// Whether an entry may take back what entries before it said, for whoever has read those. In
  /// doubt it does.
  boolean takesBack(StoredEntry entry) {
    String type = entry.leaf().type();
    return type.equals(RecordKind.RETRACTION.type())
        || (type.equals(Erasure.TYPE) && hasErased(entry.index()));
  }

  private boolean hasErased(long erasure) {
    PayloadEntry entry =
        ledger.payload(erasure).await().atMost(settings.readTimeout()).orElseThrow();
    return erasures(List.of(entry)).values().stream()
        .flatMap(erased -> erased.byIndex().keySet().stream())
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
}
