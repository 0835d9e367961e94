package io.ledgerline.projection.derived;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Relations;
import io.ledgerline.projection.workspace.Workspace;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// Which dataset feeds which: a job, united with the jobs below it, reads the one and writes the
/// other; or a job, or the dataset itself, states it.
final class Feeds {

  /// One dataset and another that it feeds.
  private record Pair(Node from, Node to) {}

  /// What jobs that belong together make feed what.
  ///
  /// @param isCapped whether there are too many jobs, or pairs, to store what feeds what
  private record Family(Set<Pair> pairs, boolean isCapped) {
    static final Family LARGE = new Family(new LinkedHashSet<>(), true);
  }

  /// The number of jobs that are united up to which it is stored what they feed.
  private static final int MEMBERS_MAX = 500;

  /// The number of jobs directly below another one, of whatever type, likewise.
  private static final int BELOW_MAX = 1_500;

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final Workspace workspace;
  private final int pairsMax;

  Feeds(Workspace workspace, int pairsMax) {
    this.pairsMax = pairsMax;
    this.workspace = workspace;
  }

  /// Derives anew what jobs feed.
  ///
  /// @param jobs that read, write, state, or belong to what they did not before; and datasets that
  ///   state something, which stand for jobs of their own here
  /// @param typedJobs of which a new type is known: those below may be united otherwise
  void derive(Collection<Node> jobs, Collection<Node> typedJobs) {
    if (jobs.isEmpty() && typedJobs.isEmpty()) {
      return;
    }
    Relations before = workspace.before();
    Set<Node> changed = new LinkedHashSet<>(jobs);
    typedJobs.forEach(job -> changed.addAll(workspace.subjects(Vocabulary.PARENT_JOB, job)));
    Set<Node> roots = new LinkedHashSet<>();
    for (Node job : changed) {
      roots.addAll(roots(before, job));
      roots.addAll(roots(workspace, job));
      for (Node parent : workspace.values(job, Vocabulary.PARENT_JOB)) {
        if (hasBecomeLarge(parent)) {
          roots.addAll(roots(before, parent));
          roots.addAll(roots(workspace, parent));
        }
      }
    }
    Set<Pair> gone = new LinkedHashSet<>();
    Set<Pair> there = new LinkedHashSet<>();
    for (Node root : roots) {
      gone.addAll(pairs(before, root));
      Set<Pair> pairs = pairs(workspace, root);
      there.addAll(pairs);
      boolean isCapped =
          roots(workspace, root).contains(root) && family(workspace, root).isCapped();
      workspace.set(
          root,
          Vocabulary.DERIVATIONS_CAPPED,
          isCapped ? List.of(Literals.truth(true)) : List.of());
    }
    there.forEach(pair -> workspace.add(pair.from(), Vocabulary.FEEDS, pair.to()));
    for (Pair pair : gone) {
      if (!there.contains(pair) && !isFed(pair)) {
        List<Node> fed = workspace.values(pair.from(), Vocabulary.FEEDS);
        workspace.set(
            pair.from(),
            Vocabulary.FEEDS,
            fed.stream().filter(dataset -> !dataset.equals(pair.to())).toList());
      }
    }
  }

  /// Whether a job has too many directly below it now, whether they are united with it or not.
  private boolean hasBecomeLarge(Node job) {
    return workspace.isMoreThan(Vocabulary.PARENT_JOB, job, BELOW_MAX)
        && !workspace.before().isMoreThan(Vocabulary.PARENT_JOB, job, BELOW_MAX);
  }

  /// Whether some other job still makes the one feed the other.
  private boolean isFed(Pair pair) {
    Relations now = workspace;
    return pairs(now, pair.to()).contains(pair)
        || now.subjects(Vocabulary.WRITES, pair.to()).stream()
            .flatMap(job -> roots(now, job).stream())
            .distinct()
            .anyMatch(root -> pairs(now, root).contains(pair));
  }

  private Set<Pair> pairs(Relations graph, Node root) {
    return roots(graph, root).contains(root) ? family(graph, root).pairs() : new LinkedHashSet<>();
  }

  /// What a job and, through all levels, the jobs that are united with it make feed what.
  private Family family(Relations graph, Node root) {
    Set<Node> members = new LinkedHashSet<>(List.of(root));
    Deque<Node> queue = new ArrayDeque<>(members);
    while (!queue.isEmpty() && members.size() <= MEMBERS_MAX) {
      Node job = queue.remove();
      if (graph.isMoreThan(Vocabulary.PARENT_JOB, job, BELOW_MAX)) {
        return Family.LARGE;
      }
      graph.subjects(Vocabulary.PARENT_JOB, job).stream()
          .filter(child -> JobTypes.unites(graph, child, job))
          .filter(members::add)
          .forEach(queue::add);
    }
    if (members.size() > MEMBERS_MAX) {
      return Family.LARGE;
    }
    Set<Node> read = new LinkedHashSet<>();
    Set<Node> written = new LinkedHashSet<>();
    for (Node member : members) {
      read.addAll(graph.values(member, Vocabulary.READS));
      written.addAll(graph.values(member, Vocabulary.WRITES));
    }
    Map<Node, Set<Node>> stated = Stated.by(graph, members);
    written.removeAll(stated.keySet());
    boolean isCapped = (long) read.size() * written.size() > pairsMax;
    Set<Pair> pairs = new LinkedHashSet<>();
    if (!isCapped) {
      written.forEach(to -> add(pairs, read, to));
    }
    stated.forEach((to, from) -> add(pairs, from, to));
    return new Family(pairs, isCapped);
  }

  private static void add(Set<Pair> pairs, Set<Node> sources, Node to) {
    sources.stream()
        .filter(from -> !from.equals(to))
        .forEach(from -> pairs.add(new Pair(from, to)));
  }

  /// The topmost jobs that a job is united with: several if several jobs start it. Of jobs that
  /// start each other, in a circle that nothing starts, the one with the least IRI.
  private static Set<Node> roots(Relations graph, Node job) {
    Set<Node> roots = new TreeSet<>(BY_IRI);
    for (Node top : above(graph, job)) {
      Set<Node> higher = above(graph, top);
      if (higher.stream().allMatch(other -> above(graph, other).contains(top))) {
        higher.stream().min(BY_IRI).ifPresent(roots::add);
      }
    }
    return roots;
  }

  /// A job and, through all levels, the jobs that it is united with.
  private static Set<Node> above(Relations graph, Node job) {
    Set<Node> above = new LinkedHashSet<>(List.of(job));
    Deque<Node> queue = new ArrayDeque<>(above);
    while (!queue.isEmpty()) {
      Node next = queue.remove();
      graph.values(next, Vocabulary.PARENT_JOB).stream()
          .filter(parent -> JobTypes.unites(graph, next, parent))
          .filter(above::add)
          .forEach(queue::add);
    }
    return above;
  }
}
