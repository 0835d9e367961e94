package io.ledgerline.projection.derived;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.facts.Workspace;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Node;

/// What was derived from what within one tree of runs.
///
/// Every version that a run of the tree wrote is derived from every version that any of them read
/// and none of them wrote; and from what the writing run itself read of the tree's own.
final class TreeDerivation {

  private final Workspace workspace;
  private final RunTrees trees;

  TreeDerivation(Workspace workspace, RunTrees trees) {
    this.workspace = workspace;
    this.trees = trees;
  }

  /// Derives anew; a run that is united in another one derives nothing of its own.
  void derive(Node root) {
    if (!trees.root(root).equals(root)) {
      workspace.set(root, Vocabulary.DERIVATIONS_CAPPED, List.of());
      return;
    }
    Map<Node, List<Node>> writtenByRun = new TreeMap<>(Comparator.comparing(Node::toString));
    Set<Node> written = new LinkedHashSet<>();
    for (Node run : trees.members(root)) {
      List<Node> versions = workspace.subjects(Standard.PROV_WAS_GENERATED_BY, run);
      writtenByRun.put(run, versions);
      written.addAll(versions);
    }
    Set<Node> outside = outside(root);
    boolean isCapped = (long) outside.size() * written.size() > Derivation.PAIRS_MAX;
    for (Map.Entry<Node, List<Node>> entry : writtenByRun.entrySet()) {
      List<Node> used = workspace.values(entry.getKey(), Standard.PROV_USED);
      boolean isRunCapped = (long) used.size() * entry.getValue().size() > Derivation.PAIRS_MAX;
      for (Node version : entry.getValue()) {
        Set<Node> sources = new LinkedHashSet<>();
        if (!isRunCapped) {
          used.stream().filter(source -> !source.equals(version)).forEach(sources::add);
        }
        if (!isCapped) {
          sources.addAll(outside);
        }
        workspace.set(version, Standard.PROV_WAS_DERIVED_FROM, sources);
      }
      isCapped |= isRunCapped;
    }
    workspace.set(
        root, Vocabulary.DERIVATIONS_CAPPED, isCapped ? List.of(Literals.truth(true)) : List.of());
  }

  /// The versions that a tree read and did not write.
  Set<Node> outside(Node root) {
    Set<Node> outside = new LinkedHashSet<>();
    for (Node run : trees.members(root)) {
      for (Node version : workspace.values(run, Standard.PROV_USED)) {
        boolean isOwn =
            workspace
                .value(version, Standard.PROV_WAS_GENERATED_BY)
                .map(writer -> trees.root(writer).equals(root))
                .orElse(false);
        if (!isOwn) {
          outside.add(version);
        }
      }
    }
    return outside;
  }
}
