package io.ledgerline.projection.derived;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// The versions of each dataset in the order in which they were written, as a linked list in the
/// graph: the dataset points to its latest version, each version to the one before it.
///
/// A version was written when its run ended; while it has not ended, when it began. Of two at the
/// same time the one with the lesser IRI comes first. Whoever began to read between two versions
/// read the earlier one, so a version put in between concerns the readers of that one alone.
final class VersionLine {

  /// By what a node refers to a dataset version.
  static final List<Node> READING =
      List.of(
          Standard.PROV_USED,
          Vocabulary.TRAINED_ON,
          Vocabulary.VALIDATED_ON,
          Vocabulary.TESTED_ON,
          Vocabulary.CALIBRATED_ON,
          Vocabulary.EVALUATED_ON);

  private final Workspace workspace;
  private final Iris iris;
  private final Set<Node> affected = new LinkedHashSet<>();

  VersionLine(Workspace workspace) {
    this.workspace = workspace;
    this.iris = workspace.iris();
  }

  /// Readers that may have read another version than the graph says.
  Set<Node> affected() {
    return affected;
  }

  /// Puts what a run wrote in its place.
  void place(Node run) {
    Optional<Instant> written =
        workspace
            .time(run, Standard.PROV_ENDED_AT_TIME)
            .or(() -> workspace.time(run, Vocabulary.FIRST_EVENT_TIME))
            .or(() -> workspace.time(run, Standard.PROV_STARTED_AT_TIME));
    if (written.isEmpty()) {
      return;
    }
    for (Node version : workspace.subjects(Standard.PROV_WAS_GENERATED_BY, run)) {
      Optional<Node> dataset = workspace.value(version, Standard.PROV_SPECIALIZATION_OF);
      Optional<Instant> present = workspace.time(version, Standard.PROV_GENERATED_AT_TIME);
      if (dataset.isPresent() && !present.equals(written)) {
        if (present.isPresent()) {
          unlink(version, dataset.get());
        }
        link(version, dataset.get(), written.get());
        names(version, dataset.get(), run)
            .forEach(name -> affected.addAll(workspace.said().subjects(name)));
      }
    }
  }

  /// The latest version of a dataset that was written at a time or before, and not by a run.
  Optional<Node> latest(Node dataset, Instant time, Node exceptBy) {
    Optional<Node> version = last(dataset, other -> time(other).isAfter(time)).before();
    while (version.isPresent() && writer(version.get()).equals(exceptBy)) {
      version = workspace.value(version.get(), Standard.DCAT_PREVIOUS_VERSION);
    }
    return version;
  }

  /// Neighbours in a line, with a place between them.
  private record Gap(Optional<Node> before, Optional<Node> after) {}

  /// Where the versions begin that are after something. Goes on from where the last search in this
  /// line ended: versions that come late mostly come one after the other.
  private Gap last(Node dataset, Predicate<Node> isAfter) {
    Optional<Node> before = workspace.value(dataset, Vocabulary.LATEST_VERSION);
    Optional<Node> after = Optional.empty();
    if (before.isEmpty() || !isAfter.test(before.get())) {
      return new Gap(before, after);
    }
    Optional<Node> place =
        workspace
            .memory()
            .place(dataset)
            .filter(version -> time(version).isAfter(Instant.MIN) && isLinked(version, dataset));
    if (place.isPresent() && isAfter.test(place.get())) {
      before = place;
    } else if (place.isPresent()) {
      before = place;
      after = next(place.get());
      while (after.isPresent() && !isAfter.test(after.get())) {
        before = after;
        after = next(after.get());
      }
    }
    while (before.isPresent() && isAfter.test(before.get())) {
      after = before;
      before = workspace.value(before.get(), Standard.DCAT_PREVIOUS_VERSION);
    }
    Stream.concat(before.stream(), after.stream())
        .findFirst()
        .ifPresent(node -> workspace.memory().place(dataset, node));
    return new Gap(before, after);
  }

  /// When a version was written.
  Instant time(Node version) {
    return workspace.time(version, Standard.PROV_GENERATED_AT_TIME).orElse(Instant.MIN);
  }

  /// The run that wrote a version; the version itself, if none is known to have.
  Node writer(Node version) {
    return workspace.value(version, Standard.PROV_WAS_GENERATED_BY).orElse(version);
  }

  private Set<Node> names(Node version, Node dataset, Node run) {
    Set<Node> names = new LinkedHashSet<>(workspace.values(version, Vocabulary.NAMED_VERSION));
    iris.names(run, "run").ifPresent(id -> names.add(iris.namedVersion(dataset, id[0])));
    return names;
  }

  private Optional<Node> next(Node version) {
    return workspace.subjects(Standard.DCAT_PREVIOUS_VERSION, version).stream().findFirst();
  }

  private boolean isLinked(Node version, Node dataset) {
    return workspace.value(dataset, Vocabulary.LATEST_VERSION).equals(Optional.of(version))
        || next(version).isPresent();
  }

  private void unlink(Node version, Node dataset) {
    List<Node> before = workspace.values(version, Standard.DCAT_PREVIOUS_VERSION);
    Optional<Node> after = next(version);
    if (after.isPresent()) {
      workspace.set(after.get(), Standard.DCAT_PREVIOUS_VERSION, before);
    } else {
      workspace.set(dataset, Vocabulary.LATEST_VERSION, before);
    }
    workspace.set(version, Standard.DCAT_PREVIOUS_VERSION, List.of());
    affect(version, Instant.MIN);
  }

  private void link(Node version, Node dataset, Instant written) {
    workspace.set(version, Standard.PROV_GENERATED_AT_TIME, List.of(Literals.time(written)));
    Gap gap = last(dataset, other -> isAfter(other, version, written));
    workspace.set(version, Standard.DCAT_PREVIOUS_VERSION, gap.before().stream().toList());
    if (gap.after().isPresent()) {
      workspace.set(gap.after().get(), Standard.DCAT_PREVIOUS_VERSION, List.of(version));
    } else {
      workspace.set(dataset, Vocabulary.LATEST_VERSION, List.of(version));
    }
    affect(gap.before().orElseGet(() -> iris.unknownVersion(dataset)), written);
    // Who wrote the version before read past it: no run reads what it writes.
    gap.before().ifPresent(earlier -> affected.add(writer(earlier)));
  }

  private boolean isAfter(Node other, Node version, Instant written) {
    int order = time(other).compareTo(written);
    return order > 0 || (order == 0 && other.toString().compareTo(version.toString()) > 0);
  }

  /// Who reads a version may read another one, unless it began before a time.
  private void affect(Node version, Instant since) {
    for (Node predicate : READING) {
      workspace.forEachSubject(
          predicate,
          version,
          reader -> {
            if (since.equals(Instant.MIN) || !began(reader).isBefore(since)) {
              affected.add(reader);
            }
          });
    }
  }

  private Instant began(Node reader) {
    return workspace
        .time(reader, Standard.PROV_STARTED_AT_TIME)
        .or(() -> workspace.time(reader, Vocabulary.FIRST_EVENT_TIME))
        .or(() -> workspace.time(reader, Vocabulary.OCCURRED_AT))
        .orElse(Instant.MAX);
  }
}
