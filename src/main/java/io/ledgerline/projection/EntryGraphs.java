package io.ledgerline.projection;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.HistoryGraphs;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.facts.EntryFacts;
import io.ledgerline.projection.retraction.Retractions;
import io.ledgerline.projection.workspace.Memory;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.graph.GraphFactory;

/// What single entries say, as graphs of their own: read from the ledger and projected again, by
/// itself, so that what others had said before is said here, too.
///
/// Thread-safe.
public final class EntryGraphs {

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Retractions retractions;
  private final Iris iris;
  private final EntryFacts facts;
  private final HistoryGraphs history;
  private final String prefix;

  /// Of the entries of a ledger.
  ///
  /// @param retractions of the ledger: an entry that is retracted says what it said, and by which
  ///   entry it is retracted
  public EntryGraphs(Ledger ledger, Iris iris, Retractions retractions) {
    this(ledger, iris, retractions, MappingRules.DEFAULTS);
  }

  /// The same, by the rules of an installation.
  public EntryGraphs(Ledger ledger, Iris iris, Retractions retractions, MappingRules rules) {
    this.retractions = retractions;
    this.ledger = ledger;
    this.iris = iris;
    this.facts = new EntryFacts(ledger.genesis(), new Facets(rules.facets()));
    this.history = new HistoryGraphs(iris);
    this.prefix = iris.base() + "/entry/";
  }

  /// What the entry with this IRI says; empty if it is not the IRI of an entry. Waits for the
  /// ledger's store.
  ///
  /// @param asOf the index of the last entry that is taken into account, also to say by which entry
  ///   this one is retracted; empty for all
  public Optional<Graph> find(String iri, OptionalLong asOf) {
    if (!iri.startsWith(prefix) || !INDEX.matcher(iri.substring(prefix.length())).matches()) {
      return Optional.empty();
    }
    long index = Long.valueOf(iri.substring(prefix.length()));
    long last = asOf.orElse(Long.MAX_VALUE);
    return index > last
        ? Optional.empty()
        : ledger.payload(index).await().atMost(WAIT_MAX).map(entry -> project(entry, last));
  }

  private Graph project(PayloadEntry entry, long last) {
    long index = entry.entry().index();
    Workspace workspace = empty();
    try {
      facts.note(workspace, entry);
      for (long by : retractions.of(index).headSet(last == Long.MAX_VALUE ? last : last + 1)) {
        workspace.add(iris.entry(index), Vocabulary.RETRACTED_BY, iris.entry(by));
      }
    } catch (RuntimeException unreadable) {
      workspace = empty();
      EntryFacts.noteError(workspace, entry, String.valueOf(unreadable.getMessage()));
    }
    workspace.end();
    Graph graph = GraphFactory.createDefaultGraph();
    workspace.change().added().stream()
        .filter(quad -> !history.isHistory(quad.getGraph()))
        .forEach(quad -> graph.add(quad.asTriple()));
    return graph;
  }

  private Workspace empty() {
    DatasetGraph nothing = DatasetGraphFactory.create();
    return new Workspace(nothing, iris, new Memory());
  }
}
