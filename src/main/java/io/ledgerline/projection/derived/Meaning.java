package io.ledgerline.projection.derived;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/// What references mean: the dataset that a run says it read becomes the version that it read, the
/// record id that an approval names becomes the model version that the record is about.
///
/// The reference as it was written stays in the graph `said`; what it means is in the default
/// graph, under the same predicate, and is worked out anew whenever something may have changed it.
final class Meaning {

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final Workspace workspace;
  private final Iris iris;
  private final RunTrees trees;
  private final VersionLine versions;
  private final Set<Node> standIns = new LinkedHashSet<>();

  Meaning(Workspace workspace, RunTrees trees, VersionLine versions) {
    this.workspace = workspace;
    this.iris = workspace.iris();
    this.trees = trees;
    this.versions = versions;
  }

  /// Which versions a run read: those that it names; otherwise the latest that another run had
  /// written when it began.
  ///
  /// @return whether it read others than the graph said
  boolean ofRun(Node run) {
    Optional<Instant> begun =
        workspace
            .time(run, Standard.PROV_STARTED_AT_TIME)
            .or(() -> workspace.time(run, Vocabulary.FIRST_EVENT_TIME));
    Set<Node> named = new LinkedHashSet<>();
    List<Triple> said = workspace.said().of(run);
    if (said.isEmpty()) {
      return false;
    }
    for (Triple triple : said) {
      iris.datasetOf(triple.getObject()).ifPresent(named::add);
    }
    Set<Node> used = new TreeSet<>(BY_IRI);
    for (Triple triple : said) {
      Node reference = triple.getObject();
      if (iris.datasetOf(reference).isPresent()) {
        used.add(named(reference, begun, run));
      } else if (!named.contains(reference)) {
        used.add(atTime(reference, begun, run));
      }
    }
    return replace(run, Standard.PROV_USED, used);
  }

  /// What the references of a record, model version or context mean.
  ///
  /// @param roots the topmost runs in which it came about: the versions that they read or wrote of
  ///   a dataset are the ones meant
  void ofSubject(Node subject, Collection<Node> roots) {
    Map<Node, Set<Node>> valuesByPredicate = new TreeMap<>(BY_IRI);
    for (Triple triple : workspace.said().of(subject)) {
      Set<Node> values =
          valuesByPredicate.computeIfAbsent(triple.getPredicate(), p -> new TreeSet<>(BY_IRI));
      if (VersionLine.READING.contains(triple.getPredicate())
          || iris.isStandIn(triple.getObject())) {
        values.addAll(versionsOf(triple.getObject(), subject, roots));
      } else {
        List<Node> known = workspace.subjects(Vocabulary.RECORD, triple.getObject());
        values.addAll(known.isEmpty() ? List.of(triple.getObject()) : known);
      }
    }
    valuesByPredicate.forEach((predicate, values) -> replace(subject, predicate, values));
  }

  /// Replaces the links of a node, and remembers which stand-ins came or went.
  ///
  /// @return whether they are others
  boolean replace(Node subject, Node predicate, Collection<Node> values) {
    List<Node> before = workspace.values(subject, predicate);
    boolean isChanged = workspace.set(subject, predicate, values);
    if (isChanged) {
      before.stream().filter(iris::isStandIn).forEach(standIns::add);
      values.stream().filter(iris::isStandIn).forEach(standIns::add);
    }
    return isChanged;
  }

  /// Gives the stand-ins that are needed now what makes them versions, and takes it from the rest.
  void tidy() {
    for (Node standIn : standIns) {
      boolean isNeeded =
          VersionLine.READING.stream()
                  .anyMatch(reading -> !workspace.subjects(reading, standIn, 1).isEmpty())
              || workspace.said().subjects(standIn).stream()
                  .anyMatch(subject -> isMeant(subject, standIn));
      Optional<Node> dataset = iris.datasetOf(standIn).filter(d -> isNeeded);
      workspace.set(standIn, Standard.PROV_SPECIALIZATION_OF, dataset.stream().toList());
      Optional<Node> label =
          iris.names(standIn, "dataset")
              .filter(names -> isNeeded && names.length == 5)
              .map(names -> Literals.text(names[4]));
      workspace.set(standIn, Standard.DCAT_VERSION, label.stream().toList());
    }
  }

  /// Whether a node still refers to the stand-in that it named, by whatever predicate.
  private boolean isMeant(Node subject, Node standIn) {
    return workspace.said().of(subject).stream()
        .filter(triple -> triple.getObject().equals(standIn))
        .anyMatch(triple -> workspace.values(subject, triple.getPredicate()).contains(standIn));
  }

  private Collection<Node> versionsOf(Node reference, Node subject, Collection<Node> roots) {
    Optional<Instant> time = workspace.time(subject, Vocabulary.OCCURRED_AT);
    if (iris.datasetOf(reference).isPresent()) {
      return List.of(named(reference, time, subject));
    }
    for (boolean written : List.of(false, true)) {
      Set<Node> found = new TreeSet<>(BY_IRI);
      for (Node root : roots) {
        if (trees.isLarge(root)) {
          continue;
        }
        for (Node run : trees.members(root)) {
          (written
                  ? workspace.subjects(Standard.PROV_WAS_GENERATED_BY, run)
                  : workspace.values(run, Standard.PROV_USED))
              .stream()
                  .filter(version -> iris.datasetOf(version).equals(Optional.of(reference)))
                  .forEach(found::add);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(atTime(reference, time, subject));
  }

  private Node atTime(Node dataset, Optional<Instant> time, Node reader) {
    return time.flatMap(at -> versions.latest(dataset, at, reader))
        .orElseGet(() -> iris.unknownVersion(dataset));
  }

  /// The version under a name, or of a run with that id: of several the latest that was there, else
  /// the latest of all.
  private Node named(Node name, Optional<Instant> time, Node reader) {
    Set<Node> candidates =
        new TreeSet<>(Comparator.comparing(versions::time).thenComparing(BY_IRI));
    candidates.addAll(workspace.subjects(Vocabulary.NAMED_VERSION, name));
    iris.datasetOf(name)
        .flatMap(dataset -> byRun(dataset, name))
        .filter(version -> workspace.value(version, Standard.PROV_WAS_GENERATED_BY).isPresent())
        .ifPresent(candidates::add);
    candidates.removeIf(version -> versions.writer(version).equals(reader));
    Optional<Node> there =
        candidates.stream()
            .filter(version -> time.isEmpty() || !versions.time(version).isAfter(time.get()))
            .reduce((earlier, later) -> later);
    return there.or(() -> candidates.stream().reduce((earlier, later) -> later)).orElse(name);
  }

  private Optional<Node> byRun(Node dataset, Node name) {
    return iris.names(name, "dataset")
        .filter(names -> names.length == 5)
        .map(names -> iris.version(dataset, names[4]));
  }
}
