package io.ledgerline.projection;

import io.ledgerline.entry.Genesis;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.StaleCursorException;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.StoreFault;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.derived.Derivation;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.facets.MappingRules;
import io.ledgerline.projection.facts.EntryFacts;
import io.ledgerline.projection.retraction.Retractions;
import io.ledgerline.projection.workspace.Memory;
import io.ledgerline.projection.workspace.Workspace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Writes batches of entries into a graph, each in one transaction. For one thread.
///
/// The change is worked out before the write begins: nothing is read within the write but the
/// cursor (see [LineageGraph]).
final class Projection {

  /// The version of the rules by which entries become quads.
  static final int MAPPING_VERSION = MappingRules.VERSION;

  private static final Logger LOG = System.getLogger(Projection.class.getName());

  /// Is handed what is about to be written.
  @FunctionalInterface
  interface Outlet {

    /// Whoever does nothing.
    Outlet NOBODY = (batch, changes) -> {};

    /// Called before the graph has a batch.
    ///
    /// @param changes what each entry of the batch changed, in its order; the cursor is not in it
    /// @throws ChangeTrail.NotTakenException if nothing is to be written
    void take(List<PayloadEntry> batch, List<GraphChange> changes);
  }

  private final LineageGraph graph;
  private final Genesis genesis;
  private final Iris iris;
  private final EntryFacts facts;
  private final MappingRules rules;
  private final Retractions retractions;
  private final Outlet outlet;
  private final Memory memory = new Memory();

  Projection(LineageGraph graph, Genesis genesis) {
    this(graph, genesis, new Retractions(), MappingRules.DEFAULTS, Outlet.NOBODY);
  }

  /// @param retractions which entries are retracted; those of a batch are among them before it is
  ///   projected
  Projection(
      LineageGraph graph,
      Genesis genesis,
      Retractions retractions,
      MappingRules rules,
      Outlet outlet) {
    this.outlet = outlet;
    this.rules = rules;
    this.retractions = retractions;
    this.graph = graph;
    this.genesis = genesis;
    this.iris = new Iris(genesis.baseIri());
    this.facts = new EntryFacts(genesis, new Facets(rules.facets()));
  }

  /// Forgets what it knows of the graph, after this was opened anew or cleared.
  void forget() {
    memory.forget();
  }

  /// How many entries the graph has as errors.
  long errors() {
    return graph.read(
        dataset ->
            dataset.stream(
                    Quad.defaultGraphIRI,
                    Node.ANY,
                    Standard.RDF_TYPE,
                    Vocabulary.PROJECTION_ERROR_CLASS)
                .count());
  }

  /// Projects a batch that follows the cursor. An entry that cannot be projected is noted as an
  /// error; which one it is, is found by halving the batch. A fault of the store is no fault of an
  /// entry: it is thrown, and the graph stays where it is.
  ///
  /// @param isOutdated whether the graph may hold what an entry of the batch erased
  /// @return where the graph stands now
  /// @throws StaleCursorException if the graph stands elsewhere
  Cursor apply(Optional<Cursor> at, List<PayloadEntry> batch, boolean isOutdated) {
    SortedMap<Long, String> errors = new TreeMap<>();
    try {
      return write(at, batch, errors, isOutdated);
    } catch (StaleCursorException | ChangeTrail.NotTakenException unwritten) {
      forget();
      throw unwritten;
    } catch (RuntimeException failure) {
      forget();
      if (StoreFault.isBehind(failure)) {
        throw failure;
      }
      return applyWithout(at, batch, isOutdated, failure);
    }
  }

  private Cursor applyWithout(
      Optional<Cursor> at, List<PayloadEntry> batch, boolean isOutdated, RuntimeException failure) {
    if (batch.size() > 1) {
      int half = batch.size() / 2;
      Cursor middle = apply(at, batch.subList(0, half), isOutdated);
      return apply(Optional.of(middle), batch.subList(half, batch.size()), isOutdated);
    }
    long index = batch.getFirst().entry().index();
    LOG.log(Level.WARNING, "entry " + index + " is not in the lineage graph", failure);
    SortedMap<Long, String> errors = new TreeMap<>();
    errors.put(index, String.valueOf(failure.getMessage()));
    return write(at, batch, errors, isOutdated);
  }

  private Cursor write(
      Optional<Cursor> at,
      List<PayloadEntry> batch,
      SortedMap<Long, String> errors,
      boolean isOutdated) {
    List<GraphChange> changes = new ArrayList<>();
    GraphChange change = graph.read(dataset -> change(dataset, batch, errors, changes));
    boolean wasOutdated = at.map(Cursor::isOutdated).orElse(false);
    Cursor next = cursor(batch.getLast(), isOutdated || wasOutdated);
    outlet.take(batch, changes);
    graph.write(at, change, next);
    memory.settle();
    return next;
  }

  /// Entry by entry, so that the graph was what it was after each of them.
  ///
  /// @param changes gets what each entry changed
  private GraphChange change(
      DatasetGraph dataset,
      List<PayloadEntry> batch,
      SortedMap<Long, String> errors,
      List<GraphChange> changes) {
    Workspace workspace = new Workspace(dataset, iris, memory);
    for (PayloadEntry entry : batch) {
      long index = entry.entry().index();
      String error = errors.get(index);
      SortedSet<Long> retractedBy = retractions.of(index);
      if (error == null && retractedBy.isEmpty()) {
        facts.note(workspace, entry);
        noteTarget(workspace, index);
      } else if (error == null) {
        facts.noteRetracted(workspace, entry, retractedBy);
      } else {
        EntryFacts.noteError(workspace, entry, error);
      }
      Derivation.run(workspace, rules.pairsMax());
      changes.add(workspace.end());
    }
    return workspace.change();
  }

  /// Of a retraction that counts: that its target, if that is in the graph, is retracted.
  private void noteTarget(Workspace workspace, long retraction) {
    retractions
        .target(retraction)
        .filter(target -> target < retraction && retractions.of(target).contains(retraction))
        .ifPresent(
            target ->
                workspace.add(iris.entry(target), Vocabulary.RETRACTED_BY, iris.entry(retraction)));
  }

  /// Where a graph stands after an entry.
  Cursor cursor(PayloadEntry last, boolean isOutdated) {
    return new Cursor(
        genesis.log().toString(),
        last.entry().index(),
        last.entry().leaf().hash().toHex(),
        MAPPING_VERSION,
        rules.digest(),
        isOutdated);
  }
}
