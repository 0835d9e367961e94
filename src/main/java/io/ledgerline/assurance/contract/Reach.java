package io.ledgerline.assurance.contract;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/// The versions and datasets of which something else may hold now that entries have come. Within
/// one read transaction; for one thread.
///
/// An event of a run concerns what the run wrote, who read that or the version before since the run
/// began, and what was written after any of these, as far as it is compared with them.
final class Reach {

  private final Line line;
  private final Facts facts;
  private final Iris iris;
  private final int historyMax;
  private final Set<Node> versions = new LinkedHashSet<>();
  private final Set<Node> compared = new LinkedHashSet<>();
  private final Set<Node> datasets = new LinkedHashSet<>();
  private final Set<Node> runs = new LinkedHashSet<>();
  private boolean isErased;

  Reach(Line line, int historyMax) {
    this.line = line;
    this.facts = line.facts();
    this.iris = facts.iris();
    this.historyMax = historyMax;
  }

  Set<Node> versions() {
    return versions;
  }

  /// Datasets, those of the versions among them.
  Set<Node> datasets() {
    versions.forEach(version -> line.dataset(version).ifPresent(datasets::add));
    return datasets;
  }

  /// Takes in an entry.
  void add(long index) {
    Node entry = iris.entry(index);
    facts.subjects(Vocabulary.RECORDED_IN, entry).forEach(this::about);
    if (!isErased && !facts.subjects(Vocabulary.ERASED_BY, entry).isEmpty()) {
      isErased = true;
      // Nobody can tell any more what was erased: what is found has to show itself again.
      openFindings(Standard.RDF_TYPE, Vocabulary.FINDING_CLASS);
    }
    facts.subjects(Vocabulary.CLOSED_IN, entry).forEach(this::about);
    for (Node retracted : facts.subjects(Vocabulary.RETRACTED_BY, entry)) {
      List<Node> nodes = facts.values(retracted, Vocabulary.WAS_ABOUT);
      nodes.forEach(this::about);
      // A contract may be gone, by which everything of its dataset was judged. What a run said of
      // datasets is reached by the run.
      if (nodes.stream().noneMatch(iris::isRun)) {
        nodes.forEach(node -> isolated(node).ifPresent(this::all));
      }
    }
  }

  private void openFindings(Node predicate, Node object) {
    facts
        .find(Quad.defaultGraphIRI, Node.ANY, predicate, object)
        .forEachRemaining(
            quad -> {
              if (!facts.has(quad.getSubject(), Vocabulary.CLOSED_IN)) {
                about(quad.getSubject());
              }
            });
  }

  private Optional<Node> isolated(Node node) {
    return iris.names(node, "dataset").filter(names -> names.length == 2).map(names -> node);
  }

  private void about(Node node) {
    if (iris.isRun(node)) {
      run(node);
    } else if (facts.is(node, Vocabulary.FINDING_CLASS)) {
      facts.values(node, Vocabulary.SUBJECT).forEach(this::subject);
    } else if (facts.is(node, Vocabulary.CONTRACT_CLASS)) {
      datasets.addAll(facts.values(node, Vocabulary.BINDS));
    } else {
      isolated(node).ifPresent(datasets::add);
    }
  }

  /// What a finding is about.
  private void subject(Node node) {
    if (isolated(node).isPresent()) {
      datasets.add(node);
    } else if (!iris.isRun(node)) {
      versions.add(node);
    }
  }

  /// The latest versions of a dataset, whoever wrote them, and however old those of which something
  /// is found.
  private void all(Node dataset) {
    openFindings(Vocabulary.SUBJECT, dataset);
    line.latest(dataset)
        .ifPresent(
            latest ->
                Stream.concat(Stream.of(latest), line.earlier(latest))
                    .forEach(version -> versions.add(version.node())));
  }

  private void run(Node run) {
    if (!runs.add(run)) {
      return;
    }
    // What is known of a run that is no more is that there are findings about it.
    facts.subjects(Vocabulary.SUBJECT, run).forEach(this::about);
    Optional<Instant> began = line.began(run);
    // Who reads may say how many nulls there are.
    line.used(run).forEach(this::contracted);
    for (Node version : facts.subjects(Standard.PROV_WAS_GENERATED_BY, run)) {
      compared(version);
      readers(version, Optional.empty());
      Optional<Line.Version> own = line.version(version);
      own.flatMap(line::before)
          .ifPresent(
              earlier -> {
                readers(earlier.node(), began);
                contracted(earlier.node());
              });
      line.dataset(version).ifPresent(dataset -> readers(iris.unknownVersion(dataset), began));
      own.stream()
          .flatMap(line::earlier)
          .limit(historyMax)
          .takeWhile(earlier -> isSince(line.written(earlier), began))
          .forEach(earlier -> versions.add(earlier.node()));
    }
  }

  private void contracted(Node version) {
    if (line.dataset(version)
        .filter(dataset -> !facts.subjects(Vocabulary.BINDS, dataset).isEmpty())
        .isPresent()) {
      versions.add(version);
    }
  }

  /// What the readers of a version wrote, if they began since a time.
  private void readers(Node version, Optional<Instant> since) {
    for (Node reader : facts.subjects(Standard.PROV_USED, version)) {
      if (iris.isRun(reader) && isSince(line.began(reader), since)) {
        facts.subjects(Standard.PROV_WAS_GENERATED_BY, reader).forEach(this::compared);
      }
    }
  }

  private static boolean isSince(Optional<Instant> time, Optional<Instant> since) {
    return since.isEmpty() || time.isEmpty() || !time.get().isBefore(since.get());
  }

  /// A version, and those that are compared with it.
  private void compared(Node version) {
    versions.add(version);
    if (compared.add(version)) {
      line.version(version).stream()
          .flatMap(one -> line.comparedWith(one, historyMax).stream())
          .forEach(later -> versions.add(later.node()));
    }
  }
}
