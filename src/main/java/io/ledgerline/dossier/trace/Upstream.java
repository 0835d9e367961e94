package io.ledgerline.dossier.trace;

import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// Follows dataset versions to where they come from.
final class Upstream {

  private final GraphView view;
  private final int versionsMax;

  Upstream(GraphView view, int versionsMax) {
    this.view = view;
    this.versionsMax = versionsMax;
  }

  /// What dataset versions rest on.
  ///
  /// @param sources the versions that were derived from nothing
  /// @param runs the topmost runs that wrote any version on the way
  record Closure(Set<Node> sources, Set<Node> runs) {}

  /// Walks from these versions; they are part of it.
  ///
  /// @throws TooLargeException if there are more versions than the limit
  Closure of(Set<Node> versions) {
    Set<Node> seen = new LinkedHashSet<>(versions);
    Deque<Node> next = new ArrayDeque<>(versions);
    Set<Node> sources = new TreeSet<>(Comparator.comparing(Node::toString));
    Set<Node> runs = new TreeSet<>(Comparator.comparing(Node::toString));
    while (!next.isEmpty()) {
      Node version = next.remove();
      view.objects(version, Standard.PROV_WAS_GENERATED_BY).forEach(run -> runs.add(topmost(run)));
      List<Node> parents = parents(version);
      if (parents.isEmpty()) {
        sources.add(version);
      }
      for (Node parent : parents) {
        if (seen.add(parent)) {
          next.add(parent);
        }
      }
      if (seen.size() > versionsMax) {
        throw new TooLargeException(versionsMax);
      }
    }
    return new Closure(sources, runs);
  }

  /// What a version was derived from; where a run's pairs are too many to be stored, all that the
  /// run and the runs united with it used.
  private List<Node> parents(Node version) {
    List<Node> parents = new ArrayList<>(view.objects(version, Standard.PROV_WAS_DERIVED_FROM));
    for (Node run : view.objects(version, Standard.PROV_WAS_GENERATED_BY)) {
      Node top = topmost(run);
      if (view.object(top, Vocabulary.DERIVATIONS_CAPPED).isPresent()
          || view.object(run, Vocabulary.DERIVATIONS_CAPPED).isPresent()) {
        parents.addAll(view.objects(top, Standard.PROV_USED));
        view.subjects(Vocabulary.UNITED_IN, top)
            .forEach(child -> parents.addAll(view.objects(child, Standard.PROV_USED)));
      }
    }
    return parents;
  }

  private Node topmost(Node run) {
    return view.object(run, Vocabulary.UNITED_IN).orElse(run);
  }
}
