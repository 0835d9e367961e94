package io.ledgerline.projection.derived;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Workspace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What was derived from what within one tree of runs.
///
/// Every version that a run of the tree wrote is derived from every version that any of them read
/// and none of them wrote; and from what the writing run itself read of the tree's own. In a tree
/// that is too large, each from what the writing run read, and no more. Where a run states what one
/// of its outputs came from, that output is derived from that alone.
final class TreeDerivation {

  private final Workspace workspace;
  private final RunTrees trees;
  private final int pairsMax;

  TreeDerivation(Workspace workspace, RunTrees trees, int pairsMax) {
    this.pairsMax = pairsMax;
    this.workspace = workspace;
    this.trees = trees;
  }

  /// Derives anew; a run that is united in another one derives nothing of its own.
  ///
  /// @param changed runs that read, wrote or belong elsewhere than before
  /// @return the runs whose lineage, and that of what came about in them, may be another now
  Collection<Node> derive(Node root, Collection<Node> changed) {
    if (!trees.root(root).equals(root)) {
      workspace.set(root, Vocabulary.DERIVATIONS_CAPPED, List.of());
      return List.of();
    }
    if (!trees.isLarge(root)) {
      List<Node> members = trees.members(root);
      derive(root, members);
      return members;
    }
    Set<Node> members = new LinkedHashSet<>();
    changed.stream().filter(run -> trees.root(run).equals(root)).forEach(members::add);
    if (!trees.wasLarge(root)) {
      trees.membersBefore(root).stream()
          .filter(run -> trees.root(run).equals(root))
          .forEach(members::add);
    }
    for (Node run : members) {
      deriveOwn(
          run,
          workspace.subjects(Standard.PROV_WAS_GENERATED_BY, run),
          new LinkedHashSet<>(),
          new LinkedHashSet<>());
    }
    cap(root, true);
    return members;
  }

  private void derive(Node root, List<Node> members) {
    List<List<Node>> written =
        members.stream()
            .map(run -> workspace.subjects(Standard.PROV_WAS_GENERATED_BY, run))
            .toList();
    long count = written.stream().mapToLong(List::size).sum();
    Set<Node> outside = outside(members);
    boolean isCapped = outside.size() * count > pairsMax;
    Set<Node> shared = isCapped ? new LinkedHashSet<>() : outside;
    for (int i = 0; i < members.size(); i++) {
      if (!written.get(i).isEmpty()) {
        isCapped |= deriveOwn(members.get(i), written.get(i), shared, outside);
      }
    }
    cap(root, isCapped);
  }

  /// @param shared what every version is derived from
  /// @param outside what one is derived from if the run states it
  /// @return whether the run alone has too many pairs
  private boolean deriveOwn(Node run, List<Node> written, Set<Node> shared, Set<Node> outside) {
    List<Node> used = workspace.values(run, Standard.PROV_USED);
    Map<Node, Set<Node>> statedByRun = Stated.by(workspace, List.of(run));
    boolean isCapped = (long) used.size() * written.size() > pairsMax;
    for (Node version : written) {
      Node dataset = workspace.iris().datasetOf(version).orElse(version);
      Set<Node> stated =
          Stated.by(workspace, List.of(version)).getOrDefault(dataset, statedByRun.get(dataset));
      Set<Node> sources = new LinkedHashSet<>(stated == null ? shared : outside);
      if (!isCapped || stated != null) {
        used.stream().filter(source -> !source.equals(version)).forEach(sources::add);
      }
      if (stated != null) {
        sources.removeIf(
            source -> !stated.contains(workspace.iris().datasetOf(source).orElse(source)));
      }
      workspace.set(version, Standard.PROV_WAS_DERIVED_FROM, sources);
    }
    return isCapped;
  }

  private void cap(Node root, boolean isCapped) {
    workspace.set(
        root, Vocabulary.DERIVATIONS_CAPPED, isCapped ? List.of(Literals.truth(true)) : List.of());
  }

  /// The versions that a tree read and did not write.
  ///
  /// @return empty if the tree is too large
  Optional<Set<Node>> outside(Node root) {
    return trees.isLarge(root) ? Optional.empty() : Optional.of(outside(trees.members(root)));
  }

  private Set<Node> outside(List<Node> members) {
    Set<Node> own = new LinkedHashSet<>(members);
    Set<Node> outside = new LinkedHashSet<>();
    for (Node run : members) {
      for (Node version : workspace.values(run, Standard.PROV_USED)) {
        boolean isOwn =
            workspace
                .value(version, Standard.PROV_WAS_GENERATED_BY)
                .map(own::contains)
                .orElse(false);
        if (!isOwn) {
          outside.add(version);
        }
      }
    }
    return outside;
  }
}
