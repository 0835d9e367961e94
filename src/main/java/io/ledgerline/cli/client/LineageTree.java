package io.ledgerline.cli.client;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A lineage answer as an indented tree: below a node stands what it came from.
///
/// A node with several ways to it is drawn once; its other places say "see above", so that a tree
/// is never longer than the answer has edges.
public final class LineageTree {

  private final Map<String, Set<String>> originsByNode = new TreeMap<>();

  /// Reads the `graph` of a lineage answer.
  public LineageTree(JsonObject answer) {
    for (var element : answer.array("graph")) {
      if (element instanceof JsonObject node) {
        Set<String> origins = new TreeSet<>();
        for (var edge : node.array("inEdges")) {
          if (edge instanceof JsonObject way) {
            way.string("origin").ifPresent(origins::add);
          }
        }
        originsByNode.put(node.string("id").orElse(""), origins);
      }
    }
  }

  /// The datasets that no other dataset lies above: where the data entered what is on record.
  public Set<String> rawDatasets() {
    Set<String> raw = new TreeSet<>();
    for (String node : originsByNode.keySet()) {
      if (isDataset(node) && above(node).stream().noneMatch(LineageTree::isDataset)) {
        raw.add(node);
      }
    }
    return raw;
  }

  private static boolean isDataset(String node) {
    return node.startsWith("dataset:");
  }

  /// Everything that a node came from, without the node itself.
  private Set<String> above(String node) {
    Set<String> above = new TreeSet<>();
    Deque<String> waiting = new ArrayDeque<>(originsByNode.getOrDefault(node, Set.of()));
    while (!waiting.isEmpty()) {
      String next = waiting.remove();
      if (!next.equals(node) && above.add(next)) {
        waiting.addAll(originsByNode.getOrDefault(next, Set.of()));
      }
    }
    return above;
  }

  /// How many nodes there are.
  public int size() {
    return originsByNode.size();
  }

  /// The tree below `root`, one line a node.
  public List<String> lines(String root) {
    List<String> lines = new ArrayList<>();
    lines.add(root);
    draw(root, "", new LinkedHashMap<>(Map.of(root, true)), lines);
    return lines;
  }

  private void draw(String node, String indent, Map<String, Boolean> drawn, List<String> lines) {
    List<String> origins = List.copyOf(originsByNode.getOrDefault(node, Set.of()));
    for (int i = 0; i < origins.size(); i++) {
      String origin = origins.get(i);
      boolean isLast = i == origins.size() - 1;
      boolean isLeaf = originsByNode.getOrDefault(origin, Set.of()).isEmpty();
      boolean isNew = drawn.put(origin, true) == null;
      lines.add(
          indent + (isLast ? "└─ " : "├─ ") + origin + (isNew || isLeaf ? "" : "  (see above)"));
      if (isNew) {
        draw(origin, indent + (isLast ? "   " : "│  "), drawn, lines);
      }
    }
  }
}
