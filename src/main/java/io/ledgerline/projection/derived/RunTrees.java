package io.ledgerline.projection.derived;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Which runs belong together: a run and, through all levels, the runs that it started.
final class RunTrees {

  /// The number of runs that are united with another up to which one lineage is derived for all of
  /// them. Beyond it each has its own alone, so that the next one costs no more than the first.
  static final int MEMBERS_MAX = 1_000;

  private final Workspace workspace;

  RunTrees(Workspace workspace) {
    this.workspace = workspace;
  }

  /// The runs of jobs of which a new type is known that matters, and the runs that these started.
  Set<Node> runsOf(Collection<Node> jobs) {
    Set<Node> runs = new LinkedHashSet<>();
    for (Node job : jobs) {
      if (JobTypes.matter(workspace, job)) {
        runs.addAll(withStarted(workspace.subjects(Vocabulary.JOB, job)));
      }
    }
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
  /// @return the runs that are united otherwise than before, each with its topmost run of before
  Map<Node, Node> unite(Collection<Node> runs) {
    Map<Node, Node> moved = new LinkedHashMap<>();
    Set<Node> seen = new LinkedHashSet<>(runs);
    Deque<Node> queue = new ArrayDeque<>(seen);
    while (!queue.isEmpty()) {
      Node run = queue.remove();
      Node top = climb(run);
      Node before = root(run);
      if (workspace.set(run, Vocabulary.UNITED_IN, top.equals(run) ? List.of() : List.of(top))) {
        moved.put(run, before);
        workspace.subjects(Vocabulary.PARENT_RUN, run).stream()
            .filter(seen::add)
            .forEach(queue::add);
      }
    }
    return moved;
  }

  /// The topmost run that a run is united in: itself, if it is in none.
  Node root(Node run) {
    return workspace.value(run, Vocabulary.UNITED_IN).orElse(run);
  }

  /// Whether so many runs are united in one that each has its own lineage alone.
  boolean isLarge(Node root) {
    return workspace.isMoreThan(Vocabulary.UNITED_IN, root, MEMBERS_MAX);
  }

  /// Whether it surely was so before the entry too.
  boolean wasLarge(Node root) {
    long limit = (long) MEMBERS_MAX + workspace.gained(Vocabulary.UNITED_IN, root);
    return limit < 2 * MEMBERS_MAX && workspace.isMoreThan(Vocabulary.UNITED_IN, root, (int) limit);
  }

  /// A topmost run with all that is united in it, if it is not large.
  List<Node> members(Node root) {
    List<Node> members = new ArrayList<>();
    members.add(root);
    members.addAll(workspace.subjects(Vocabulary.UNITED_IN, root, MEMBERS_MAX));
    return members;
  }

  /// The same as of before the entry.
  List<Node> membersBefore(Node root) {
    List<Node> members = new ArrayList<>();
    members.add(root);
    members.addAll(workspace.before().subjects(Vocabulary.UNITED_IN, root, MEMBERS_MAX + 1));
    return members;
  }

  /// Model versions, contexts and records that came about in runs.
  Set<Node> subjectsOf(Collection<Node> runs) {
    Set<Node> subjects = new LinkedHashSet<>();
    for (Node run : runs) {
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
        && JobTypes.unites(workspace, job.get(), above.get());
  }
}
