package io.ledgerline.lineage;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.graph.history.Snapshot;
import java.util.List;
import java.util.NavigableSet;
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

  /// Erasures that are named at most; of more, there is one more than that.
  public static final int ERASURES_MAX = Snapshot.ERASURES_MAX;

  private final LineageGraph graph;
  private final Iris iris;
  private final OptionalLong asOf;

  /// Over a graph with these IRIs.
  public Lineage(LineageGraph graph, Iris iris) {
    this(graph, iris, OptionalLong.empty());
  }

  private Lineage(LineageGraph graph, Iris iris, OptionalLong asOf) {
    this.graph = graph;
    this.iris = iris;
    this.asOf = asOf;
  }

  /// The same, of the ledger as it stood once.
  ///
  /// @param position the index of the last entry that is taken into account; empty for all
  public Lineage asOf(OptionalLong position) {
    return new Lineage(graph, iris, position);
  }

  /// The entries that erased since what an answer would have been made of.
  public NavigableSet<Long> erasures() {
    return graph.read(store -> Snapshot.of(store, iris, asOf).erasures());
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
    return read(
        dataset -> {
          Facts facts = new Facts(dataset, iris, limit);
          return new StartFinder(facts)
              .find(id)
              .map(start -> walk(facts, start, direction, depth, limit));
        });
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
              ? Optional.of(run(facts, run))
              : Optional.empty();
        });
  }

  private LineageView walk(Facts facts, Node start, Direction direction, int depth, int limit) {
    boolean isCurrent =
        iris.names(start, "job").isPresent()
            || (iris.names(start, "dataset").isPresent() && iris.datasetOf(start).isEmpty());
    NodePortrait portrait = new NodePortrait(facts);
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

  private RunView run(Facts facts, Node run) {
    return new RunView(
        iris.names(run, "run").map(names -> names[0]).orElse(""),
        run.getURI(),
        facts.text(run, Vocabulary.STATE),
        facts
            .value(run, Vocabulary.FIRST_EVENT_TIME)
            .or(() -> facts.value(run, Standard.PROV_STARTED_AT_TIME))
            .flatMap(Literals::time),
        facts.value(run, Standard.PROV_STARTED_AT_TIME).flatMap(Literals::time),
        facts.value(run, Standard.PROV_ENDED_AT_TIME).flatMap(Literals::time),
        facts.value(run, Vocabulary.JOB).map(job -> name(facts, job)),
        facts
            .value(run, Vocabulary.PARENT_RUN)
            .flatMap(parent -> iris.names(parent, "run"))
            .map(names -> names[0]),
        facts.values(run, Standard.PROV_USED).stream().map(v -> version(facts, v)).toList(),
        facts.subjects(Standard.PROV_WAS_GENERATED_BY, run).stream()
            .map(v -> version(facts, v))
            .toList(),
        facts.values(run, Vocabulary.RECORDED_IN).stream()
            .flatMap(entry -> facts.seq(entry).stream())
            .sorted()
            .toList(),
        facts.isCut(),
        position(facts.dataset()));
  }

  private RunView.Version version(Facts facts, Node version) {
    Node dataset = iris.datasetOf(version).orElse(version);
    String name = iris.names(version, "dataset").map(names -> names[names.length - 1]).orElse("");
    return new RunView.Version(name(facts, dataset), name, version.getURI());
  }

  private static RunView.Name name(Facts facts, Node node) {
    return new RunView.Name(
        facts.text(node, Vocabulary.NAMESPACE), facts.text(node, Vocabulary.NAME));
  }

  private static long position(DatasetGraph dataset) {
    return Cursor.position(dataset);
  }
}
