package io.ledgerline.lineage.catalogue;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.RunReader;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.column.ColumnView;
import io.ledgerline.lineage.column.Columns;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.lineage.lookup.SchemaFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// Reads what the graph says of jobs, datasets and versions, within one transaction.
final class Portraits {

  /// Runs of one job, the latest first.
  ///
  /// @param count of all that were compared
  /// @param truncated whether there are more
  record Runs(List<Node> latest, int count, boolean truncated) {}

  private record Begun(Node run, Instant at) {}

  private static final Comparator<Begun> LATEST_FIRST =
      Comparator.comparing(Begun::at).thenComparing(begun -> begun.run().getURI()).reversed();

  private final Facts facts;
  private final Iris iris;
  private final RunReader runs;
  private final SchemaFields schemas;
  private final int runsExaminedMax;

  Portraits(Facts facts, int runsExaminedMax) {
    this.facts = facts;
    this.iris = facts.iris();
    this.runs = new RunReader(facts);
    this.schemas = new SchemaFields(facts);
    this.runsExaminedMax = runsExaminedMax;
  }

  /// A job with its latest runs.
  JobView job(Named job, int runsMax) {
    Node node = job.node(iris);
    Runs latest = runs(node);
    List<RunView> shown = latest.latest().stream().limit(runsMax).map(runs::read).toList();
    Optional<Instant> createdAt = eventTime(job.seq());
    return new JobView(
        job.namespace(),
        job.name(),
        node.getURI(),
        createdAt,
        shown.stream().findFirst().flatMap(Portraits::last).or(() -> createdAt),
        facts.value(node, Vocabulary.PARENT_JOB).map(parent -> runs.name(parent, "job").name()),
        facts.allValues(node, Vocabulary.JOB_TYPE).stream()
            .map(Node::getLiteralLexicalForm)
            .toList(),
        datasets(node, Vocabulary.READS),
        datasets(node, Vocabulary.WRITES),
        shown,
        entries(node),
        latest.truncated() || facts.isCut());
  }

  /// The runs of a job, the latest first.
  Runs runs(Node job) {
    List<Begun> found = new ArrayList<>();
    Iterator<Quad> quads = facts.find(Quad.defaultGraphIRI, Node.ANY, Vocabulary.JOB, job);
    boolean isCut = false;
    while (quads.hasNext() && !isCut) {
      isCut = found.size() == runsExaminedMax;
      if (!isCut) {
        Node run = quads.next().getSubject();
        found.add(new Begun(run, runs.begun(run).orElse(Instant.MIN)));
      }
    }
    found.sort(LATEST_FIRST);
    return new Runs(found.stream().map(Begun::run).toList(), found.size(), isCut);
  }

  /// When a run last made itself heard.
  static Optional<Instant> last(RunView run) {
    return run.endedAt().or(run::startedAt).or(run::firstEventTime);
  }

  /// A dataset as of its newest version.
  DatasetView dataset(Named dataset) {
    Node node = dataset.node(iris);
    Optional<Node> version = facts.value(node, Vocabulary.LATEST_VERSION);
    Optional<Instant> createdAt = eventTime(dataset.seq());
    List<ColumnView.Column> columns =
        new Columns(facts).of(node).stream().filter(c -> !c.sources().isEmpty()).toList();
    return new DatasetView(
        dataset.namespace(),
        dataset.name(),
        node.getURI(),
        createdAt,
        version.flatMap(this::written).or(() -> createdAt),
        version.map(this::label),
        schemas.ofDataset(node).map(schemas::fields).orElse(List.of()),
        columns,
        version.flatMap(this::writer),
        entries(node));
  }

  /// The version of a dataset that a run wrote, or that its producer gave a name.
  Optional<Node> find(Named dataset, String version) {
    Node node = dataset.node(iris);
    Node written = iris.version(node, version);
    return facts.has(written, Vocabulary.SEQ)
        ? Optional.of(written)
        : facts.subjects(Vocabulary.NAMED_VERSION, iris.namedVersion(node, version)).stream()
            .findFirst();
  }

  /// One version of a dataset.
  DatasetView version(Named dataset, Node version) {
    Optional<Instant> written = written(version);
    return new DatasetView(
        dataset.namespace(),
        dataset.name(),
        version.getURI(),
        written,
        written,
        Optional.of(label(version)),
        facts.value(version, Vocabulary.SCHEMA).map(schemas::fields).orElse(List.of()),
        List.of(),
        writer(version),
        List.of());
  }

  /// The versions of a dataset, the latest first.
  List<Node> versions(Node dataset, int max) {
    List<Node> versions = new ArrayList<>();
    Optional<Node> next = facts.value(dataset, Vocabulary.LATEST_VERSION);
    while (next.isPresent() && versions.size() < max) {
      versions.add(next.get());
      next = facts.value(next.get(), Standard.DCAT_PREVIOUS_VERSION);
    }
    return versions;
  }

  /// When what an entry reports happened.
  Optional<Instant> eventTime(long index) {
    return facts.value(iris.entry(index), Vocabulary.EVENT_TIME).flatMap(Literals::time);
  }

  /// When something was last heard of what has this name.
  Optional<Instant> updatedAt(Named named) {
    Node node = named.node(iris);
    Optional<Instant> heard =
        switch (named.kind()) {
          case JOB ->
              runs(node).latest().stream().findFirst().map(runs::read).flatMap(Portraits::last);
          case DATASET -> facts.value(node, Vocabulary.LATEST_VERSION).flatMap(this::written);
        };
    return heard.or(() -> eventTime(named.seq()));
  }

  private Optional<Instant> written(Node version) {
    return facts.value(version, Standard.PROV_GENERATED_AT_TIME).flatMap(Literals::time);
  }

  private Optional<RunView> writer(Node version) {
    return facts.value(version, Standard.PROV_WAS_GENERATED_BY).map(runs::read);
  }

  private String label(Node version) {
    return runs.version(version).version();
  }

  private List<RunView.Name> datasets(Node job, Node predicate) {
    return facts.values(job, predicate).stream()
        .map(dataset -> runs.name(dataset, "dataset"))
        .toList();
  }

  private List<Long> entries(Node node) {
    return facts.values(node, Vocabulary.RECORDED_IN).stream()
        .flatMap(entry -> iris.index(entry).stream())
        .sorted()
        .toList();
  }
}
