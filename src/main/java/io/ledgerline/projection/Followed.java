package io.ledgerline.projection;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.projection.facets.MappingRules;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ledger, read in order for a graph that follows it.
final class Followed {

  private static final Logger LOG = System.getLogger(Followed.class.getName());

  private final Ledger ledger;
  private final LineageGraph graph;
  private final Duration timeout;
  private final MappingRules rules;

  Followed(Ledger ledger, LineageGraph graph, ProjectorSettings settings) {
    this.ledger = ledger;
    this.graph = graph;
    this.timeout = settings.readTimeout();
    this.rules = settings.rules();
  }

  /// Whose a graph is, and by which rules it was made.
  enum Fit {
    /// Of this ledger, as it is, by the rules of this program; or empty.
    OURS,
    /// The same, but by other rules: right as far as it goes, and not to be followed on.
    OF_OTHER_RULES,
    /// Of another log or base IRI, ahead of the ledger, or of a history that is not the ledger's.
    FOREIGN
  }

  /// Whose the graph is.
  Fit fit() {
    Optional<Cursor> cursor = graph.cursor();
    if (cursor.isEmpty()) {
      return graph.isEmpty() ? Fit.OURS : Fit.FOREIGN;
    }
    if (!isOfLedger(cursor.get().position(), cursor.get().leafHash())
        || !cursor.get().log().equals(ledger.genesis().log().toString())) {
      return Fit.FOREIGN;
    }
    return rules.areOthersOf(cursor) ? Fit.OF_OTHER_RULES : Fit.OURS;
  }

  /// The entries after a cursor, without gaps, up to both limits; at least one if there is one.
  /// What is detached is passed over: nothing of it can be derived here.
  List<PayloadEntry> after(Optional<Cursor> cursor, int countMax, long bytesMax) {
    long from = cursor.map(Cursor::position).orElse(Cursor.NOTHING) + 1;
    while (true) {
      try {
        return from(from, countMax, bytesMax);
      } catch (DetachedException gone) {
        LOG.log(Level.WARNING, "the lineage graph does without {0}", gone.range().words());
        from = gone.range().before();
      }
    }
  }

  private List<PayloadEntry> from(long from, int countMax, long bytesMax) {
    List<PayloadEntry> page = ledger.read(from, countMax).await().atMost(timeout);
    List<PayloadEntry> batch = new ArrayList<>();
    long bytes = 0;
    for (PayloadEntry entry : page) {
      bytes += entry.sizeBytes();
      if (!batch.isEmpty() && bytes > bytesMax) {
        break;
      }
      if (entry.entry().index() != from + batch.size()) {
        throw new IllegalStateException(
            "entry " + entry.entry().index() + " came in the place of " + (from + batch.size()));
      }
      batch.add(entry);
    }
    return batch;
  }

  /// Entries that are in the ledger and not in the graph.
  long lag(Optional<Cursor> cursor) {
    return ledger.size() - 1 - cursor.map(Cursor::position).orElse(Cursor.NOTHING);
  }

  /// When an entry was received; empty if it is detached, or is not there.
  Optional<Instant> receivedAt(long index) {
    return ledger
        .entry(index)
        .map(found -> found.map(entry -> entry.leaf().receivedAt()))
        .onFailure(DetachedException.class)
        .recoverWithItem(Optional.empty())
        .await()
        .atMost(timeout);
  }

  /// Whether an entry of the ledger has this leaf hash, in hexadecimal.
  boolean isOfLedger(long position, String leafHash) {
    return ledger
        .entry(position)
        .map(found -> found.map(entry -> entry.leaf().hash().toHex()).orElse(""))
        .onFailure(DetachedException.class)
        .recoverWithUni(() -> ledger.published().knownSubtree(0, position).map(Digest::toHex))
        .map(leafHash::equals)
        .await()
        .atMost(timeout);
  }
}
