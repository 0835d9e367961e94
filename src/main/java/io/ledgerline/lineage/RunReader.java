package io.ledgerline.lineage;

import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// Reads what the graph says of single runs.
public final class RunReader {

  private final Facts facts;
  private final Iris iris;

  /// Over a graph; no list of a run is longer than the limit of the facts.
  public RunReader(Facts facts) {
    this.facts = facts;
    this.iris = facts.iris();
  }

  /// When a run began: its earliest event.
  public Optional<Instant> begun(Node run) {
    return facts
        .value(run, Vocabulary.FIRST_EVENT_TIME)
        .or(() -> facts.value(run, Standard.PROV_STARTED_AT_TIME))
        .flatMap(Literals::time);
  }

  /// The run.
  public RunView read(Node run) {
    return new RunView(
        iris.names(run, "run").map(names -> names[0]).orElse(""),
        run.getURI(),
        facts.text(run, Vocabulary.STATE),
        begun(run),
        facts.value(run, Standard.PROV_STARTED_AT_TIME).flatMap(Literals::time),
        facts.value(run, Standard.PROV_ENDED_AT_TIME).flatMap(Literals::time),
        facts.value(run, Vocabulary.JOB).map(job -> name(job, "job")),
        facts
            .value(run, Vocabulary.PARENT_RUN)
            .flatMap(parent -> iris.names(parent, "run"))
            .map(names -> names[0]),
        facts.values(run, Standard.PROV_USED).stream().map(this::version).toList(),
        facts.subjects(Standard.PROV_WAS_GENERATED_BY, run).stream().map(this::version).toList(),
        facts.values(run, Vocabulary.RECORDED_IN).stream()
            .flatMap(entry -> iris.index(entry).stream())
            .sorted()
            .toList(),
        facts.isCut(),
        Cursor.position(facts.dataset()),
        facts.retracted(run));
  }

  /// A version that was read or written.
  public RunView.Version version(Node version) {
    Node dataset = iris.datasetOf(version).orElse(version);
    String name = iris.names(version, "dataset").map(names -> names[names.length - 1]).orElse("");
    return new RunView.Version(name(dataset, "dataset"), name, version.getURI());
  }

  /// Namespace and name of a job or dataset.
  public RunView.Name name(Node node, String kind) {
    return iris.names(node, kind)
        .filter(names -> names.length >= 2)
        .map(names -> new RunView.Name(names[0], names[1]))
        .orElse(new RunView.Name("", node.getURI()));
  }
}
