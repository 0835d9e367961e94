package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import java.util.List;
import java.util.Optional;

/// Fills a graph from the ledger, as far as the ledger goes; the graph may have been begun before.
/// The result is what a [Projector] made in its own time, quad for quad.
public final class Rebuild {

  private static final int BATCH_ENTRIES = 5_000;

  private Rebuild() {}

  /// Empties the graph and fills it on the calling thread. No projector may follow into it
  /// meanwhile.
  ///
  /// @return where it stands; empty if the ledger is
  public static Optional<Cursor> run(Ledger ledger, LineageGraph graph) {
    ProjectorSettings settings = ProjectorSettings.DEFAULTS;
    Forgetting forgetting = new Forgetting(ledger, settings, ErasureListener.NOBODY);
    Optional<Cursor> cursor = fill(ledger, graph, settings, forgetting);
    // A retraction behind what it retracts was not known in time; now it is.
    return cursor.map(Cursor::isOutdated).orElse(false) && !forgetting.retractions().isEmpty()
        ? fill(ledger, graph, settings, forgetting)
        : cursor;
  }

  private static Optional<Cursor> fill(
      Ledger ledger, LineageGraph graph, ProjectorSettings settings, Forgetting forgetting) {
    graph.clear();
    forgetting.began(graph);
    Followed followed = new Followed(ledger, graph, settings);
    Projection projection = forgetting.projection(graph);
    Optional<Cursor> cursor = Optional.empty();
    while (true) {
      forgetting.reads(graph, Standpoint.position(cursor) + 1);
      List<PayloadEntry> batch = followed.after(cursor, BATCH_ENTRIES, settings.batchBytesMax());
      if (batch.isEmpty()) {
        return cursor;
      }
      boolean isOutdated = forgetting.isOutdatedBy(graph, cursor, batch);
      cursor = Optional.of(projection.apply(cursor, batch, isOutdated));
    }
  }
}
