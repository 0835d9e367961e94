package io.ledgerline.projection.derived;

import io.ledgerline.graph.Vocabulary;
import io.ledgerline.projection.workspace.Relations;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/// What runs, jobs and datasets state of where a dataset came from: it counts instead of the rule
/// that every input feeds every output.
final class Stated {

  private Stated() {}

  /// The datasets that each dataset came from, of those of which something is stated.
  static Map<Node, Set<Node>> by(Relations graph, Collection<Node> stating) {
    Map<Node, Set<Node>> sourcesByTarget = new LinkedHashMap<>();
    for (Node node : stating) {
      for (Node statement : graph.values(node, Vocabulary.STATES)) {
        for (Node target : graph.values(statement, Vocabulary.TO_DATASET)) {
          sourcesByTarget
              .computeIfAbsent(target, none -> new LinkedHashSet<>())
              .addAll(graph.values(statement, Vocabulary.FROM_DATASET));
        }
      }
    }
    return sourcesByTarget;
  }
}
