package io.ledgerline.projection.derived;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facts.Workspace;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;

/// Which dataset feeds which: a job, united with the jobs below it, reads the one and writes the
/// other.
final class Feeds {

  /// One dataset and another that it feeds.
  private record Pair(Node from, Node to) {}

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final Workspace workspace;

  Feeds(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Derives anew what jobs feed.
  ///
  /// @param jobs that read, write, or belong to what they did not before
  /// @param typedJobs of which a new type is known: those below may be united otherwise
  void derive(Collection<Node> jobs, Collection<Node> typedJobs) {
    Set<Node> changed = new LinkedHashSet<>(jobs);
    typedJobs.forEach(job -> changed.addAll(workspace.subjects(Vocabulary.PARENT_JOB, job)));
    Set<Node> roots = new LinkedHashSet<>();
    for (Node job : changed) {
      roots.addAll(roots(workspace.before(), job));
      roots.addAll(roots(workspace.now(), job));
    }
    Set<Pair> gone = new LinkedHashSet<>();
    Set<Pair> there = new LinkedHashSet<>();
    for (Node root : roots) {
      gone.addAll(pairs(workspace.before(), root));
      Set<Pair> pairs = pairs(workspace.now(), root);
      there.addAll(pairs);
      boolean isCapped =
          roots(workspace.now(), root).contains(root) && isCapped(workspace.now(), root);
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

  /// Whether some other job still makes the one feed the other.
  private boolean isFed(Pair pair) {
    Graph now = workspace.now();
    return Workspace.subjects(now, Vocabulary.WRITES, pair.to()).stream()
        .flatMap(job -> roots(now, job).stream())
        .distinct()
        .anyMatch(root -> pairs(now, root).contains(pair));
  }

  private static Set<Pair> pairs(Graph graph, Node root) {
    Set<Pair> pairs = new LinkedHashSet<>();
    if (!roots(graph, root).contains(root) || isCapped(graph, root)) {
      return pairs;
    }
    Set<Node> written = datasets(graph, root, Vocabulary.WRITES);
    for (Node from : datasets(graph, root, Vocabulary.READS)) {
      for (Node to : written) {
        if (!from.equals(to)) {
          pairs.add(new Pair(from, to));
        }
      }
    }
    return pairs;
  }

  private static boolean isCapped(Graph graph, Node root) {
    long read = datasets(graph, root, Vocabulary.READS).size();
    return read * datasets(graph, root, Vocabulary.WRITES).size() > Derivation.PAIRS_MAX;
  }

  private static Set<Node> datasets(Graph graph, Node root, Node predicate) {
    Set<Node> datasets = new LinkedHashSet<>();
    for (Node job : members(graph, root)) {
      datasets.addAll(Workspace.objects(graph, job, predicate));
    }
    return datasets;
  }

  /// A job and, through all levels, the jobs that are united with it.
  private static Set<Node> members(Graph graph, Node root) {
    Set<Node> members = new LinkedHashSet<>(List.of(root));
    Deque<Node> queue = new ArrayDeque<>(members);
    while (!queue.isEmpty()) {
      Node job = queue.remove();
      Workspace.subjects(graph, Vocabulary.PARENT_JOB, job).stream()
          .filter(child -> JobTypes.unites(graph, child, job))
          .filter(members::add)
          .forEach(queue::add);
    }
    return members;
  }

  /// The topmost jobs that a job is united with: several if several jobs start it. Of jobs that
  /// start each other, in a circle that nothing starts, the one with the least IRI.
  private static Set<Node> roots(Graph graph, Node job) {
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
  private static Set<Node> above(Graph graph, Node job) {
    Set<Node> above = new LinkedHashSet<>(List.of(job));
    Deque<Node> queue = new ArrayDeque<>(above);
    while (!queue.isEmpty()) {
      Node next = queue.remove();
      Workspace.objects(graph, next, Vocabulary.PARENT_JOB).stream()
          .filter(parent -> JobTypes.unites(graph, next, parent))
          .filter(above::add)
          .forEach(queue::add);
    }
    return above;
  }
}
