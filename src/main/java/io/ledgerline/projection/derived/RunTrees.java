package io.ledgerline.projection.derived;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facts.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Which runs belong together: a run and, through all levels, the runs that it started.
final class RunTrees {

  private final Workspace workspace;

  RunTrees(Workspace workspace) {
    this.workspace = workspace;
  }

  /// The runs of jobs of which a new type is known, and the runs that these started.
  Set<Node> runsOf(Collection<Node> jobs) {
    Set<Node> runs = new LinkedHashSet<>();
    jobs.forEach(job -> runs.addAll(withStarted(workspace.subjects(Vocabulary.JOB, job))));
    return runs;
  }

  /// Runs, and the runs that these started.
  Set<Node> withStarted(Collection<Node> runs) {
    Set<Node> all = new LinkedHashSet<>(runs);
    runs.forEach(run -> all.addAll(workspace.subjects(Vocabulary.PARENT_RUN, run)));
    return all;
  }

  /// Unites runs, and what is below them, with what is above them.
  ///
  /// @return the topmost runs of before and of now
  Set<Node> unite(Collection<Node> runs) {
    Set<Node> roots = new LinkedHashSet<>();
    Set<Node> seen = new LinkedHashSet<>(runs);
    Deque<Node> queue = new ArrayDeque<>(seen);
    while (!queue.isEmpty()) {
      Node run = queue.remove();
      roots.add(root(run));
      Node top = climb(run);
      roots.add(top);
      if (workspace.set(run, Vocabulary.UNITED_IN, top.equals(run) ? List.of() : List.of(top))) {
        workspace.subjects(Vocabulary.PARENT_RUN, run).stream()
            .filter(seen::add)
            .forEach(queue::add);
      }
    }
    return roots;
  }

  /// The topmost run that a run is united in: itself, if it is in none.
  Node root(Node run) {
    return workspace.value(run, Vocabulary.UNITED_IN).orElse(run);
  }

  /// A topmost run with all that is united in it.
  List<Node> members(Node root) {
    List<Node> members = new ArrayList<>();
    members.add(root);
    members.addAll(workspace.subjects(Vocabulary.UNITED_IN, root));
    return members;
  }

  /// Model versions, contexts and records that came about in a run of a tree.
  Set<Node> subjectsOf(Node root) {
    Set<Node> subjects = new LinkedHashSet<>();
    for (Node run : members(root)) {
      subjects.addAll(workspace.subjects(Vocabulary.TRAINED_BY, run));
      subjects.addAll(workspace.subjects(Vocabulary.SOURCE_RUN, run));
    }
    return subjects;
  }

  private Node climb(Node run) {
    Set<Node> path = new LinkedHashSet<>();
    Node top = run;
    Optional<Node> next = Optional.of(run);
    while (next.isPresent() && path.add(next.get())) {
      top = next.get();
      next = above(top);
    }
    // In a circle of runs the one with the least IRI is the topmost, whichever was met first.
    return next.isPresent() ? least(path, next.get()) : top;
  }

  private static Node least(Set<Node> path, Node entrance) {
    List<Node> nodes = List.copyOf(path);
    return nodes.subList(nodes.indexOf(entrance), nodes.size()).stream()
        .min((a, b) -> a.toString().compareTo(b.toString()))
        .orElse(entrance);
  }

  /// The run above: of several the one with the least IRI.
  private Optional<Node> above(Node run) {
    return workspace.values(run, Vocabulary.PARENT_RUN).stream()
        .filter(parent -> unites(run, parent))
        .findFirst();
  }

  private boolean unites(Node run, Node parent) {
    Optional<Node> job = workspace.value(run, Vocabulary.JOB);
    Optional<Node> above = workspace.value(parent, Vocabulary.JOB);
    return job.isPresent()
        && above.isPresent()
        && JobTypes.unites(workspace.now(), job.get(), above.get());
  }
}
