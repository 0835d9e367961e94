package io.ledgerline.lineage;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.history.Snapshot;
import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.NodeId;
import io.ledgerline.lineage.lookup.SchemaCache;
import io.ledgerline.lineage.lookup.StartFinder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;

/// Answers where things come from and what rests on them. Thread-safe; every answer is read within
/// one transaction, so it is of one position of the ledger.
///
/// A dataset or a job is followed as it is connected over all time ([CurrentSteps]); a run, a
/// version, a model version, an evaluation or a decision exactly ([ExactSteps]).
public final class Lineage {

  /// Steps from the start, if a client does not say; what Marquez takes.
  public static final int DEPTH = 20;

  /// Nodes, if a client does not say.
  public static final int LIMIT = 1_000;

  private final LineageGraph graph;
  private final Iris iris;
  private final OptionalLong asOf;
  private final SchemaCache schemas;

  /// Over a graph with these IRIs.
  public Lineage(LineageGraph graph, Iris iris) {
    this(graph, iris, OptionalLong.empty(), new SchemaCache());
  }

  private Lineage(LineageGraph graph, Iris iris, OptionalLong asOf, SchemaCache schemas) {
    this.schemas = schemas;
    this.graph = graph;
    this.iris = iris;
    this.asOf = asOf;
  }

  /// The same, of the ledger as it stood once.
  ///
  /// @param position the index of the last entry that is taken into account; empty for all
  public Lineage asOf(OptionalLong position) {
    return new Lineage(graph, iris, position, schemas);
  }

  /// What was taken back since of what an answer would have been made of.
  public TakenBack takenBack() {
    return graph.read(store -> Snapshot.of(store, iris, asOf).takenBack());
  }

  private <T> T read(Function<DatasetGraph, T> reading) {
    return graph.read(store -> reading.apply(Snapshot.of(store, iris, asOf).dataset()));
  }

  /// What a node rests on.
  ///
  /// @param depth steps from the start at most, 0 for the start alone
  /// @param limit nodes at most, at least 1
  /// @return empty if the graph has no such node
  public Optional<LineageView> upstream(NodeId id, int depth, int limit) {
    return around(id, Direction.UPSTREAM, depth, limit);
  }

  /// What rests on a node.
  ///
  /// @return empty if the graph has no such node
  public Optional<LineageView> downstream(NodeId id, int depth, int limit) {
    return around(id, Direction.DOWNSTREAM, depth, limit);
  }

  /// What a node rests on, what rests on it, or both.
  ///
  /// @return empty if the graph has no such node
  public Optional<LineageView> around(NodeId id, Direction direction, int depth, int limit) {
    return around(id, direction, Detail.NAMED, depth, limit);
  }

  /// The same in more or less detail.
  ///
  /// @param detail [Detail#EACH] tells nothing more apart where the start is a dataset or a job
  /// @return empty if the graph has no such node
  public Optional<LineageView> around(
      NodeId id, Direction direction, Detail detail, int depth, int limit) {
    return read(
        dataset -> around(new Facts(dataset, iris, limit), id, direction, detail, depth, limit));
  }

  Optional<LineageView> around(
      Facts facts, NodeId id, Direction direction, Detail detail, int depth, int limit) {
    return new StartFinder(facts)
        .find(id)
        .map(
            start ->
                walk(
                    facts,
                    start,
                    direction,
                    new NodePortrait(facts, detail, schemas),
                    depth,
                    limit));
  }

  /// One run, with [#LIMIT] inputs, outputs and entries at most.
  ///
  /// @return empty if the graph has no such run
  public Optional<RunView> run(String runId) {
    return run(runId, LIMIT);
  }

  Optional<RunView> run(String runId, int limit) {
    return read(
        dataset -> {
          Facts facts = new Facts(dataset, iris, limit);
          Node run = iris.run(runId);
          return facts.is(run, Standard.PROV_ACTIVITY)
              ? Optional.of(new RunReader(facts).read(run))
              : Optional.empty();
        });
  }

  /// The positions of entries that were about a node and are retracted, with [#LIMIT] at most: what
  /// is left to say of one that the graph does not have.
  public List<Long> retracted(NodeId id) {
    return graph.read(store -> new StartFinder(new Facts(store, iris, LIMIT)).retracted(id));
  }

  private LineageView walk(
      Facts facts, Node start, Direction direction, NodePortrait portrait, int depth, int limit) {
    boolean isCurrent =
        iris.isOf(start, "job") || (iris.isOf(start, "dataset") && iris.datasetOf(start).isEmpty());
    Steps steps = isCurrent ? new CurrentSteps(facts) : new ExactSteps(facts);
    Walk walk = new Walk(facts, portrait, steps, depth, limit);
    if (direction != Direction.DOWNSTREAM) {
      walk.go(List.of(start), true);
    }
    if (direction != Direction.UPSTREAM) {
      walk.go(List.of(start), false);
    }
    return walk.view(portrait.id(portrait.shown(start)), position(facts.dataset()));
  }

  private static long position(DatasetGraph dataset) {
    return Cursor.position(dataset);
  }
}
