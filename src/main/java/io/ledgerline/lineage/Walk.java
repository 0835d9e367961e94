package io.ledgerline.lineage;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.lineage.lookup.Facts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;

/// One walk through the graph, breadth first, up to a depth and a number of nodes.
final class Walk {

  /// A node and how many steps it is from the start.
  private record Place(Node node, int depth) {}

  private final Facts facts;
  private final NodePortrait portrait;
  private final Steps steps;
  private final int depthMax;
  private final int nodesMax;
  private final Map<Node, NavigableSet<String>> membersByShown = new LinkedHashMap<>();
  private final NavigableSet<LineageEdge> edges = new TreeSet<>();
  private boolean isTruncated;

  Walk(Facts facts, NodePortrait portrait, Steps steps, int depthMax, int nodesMax) {
    this.facts = facts;
    this.portrait = portrait;
    this.steps = steps;
    this.depthMax = depthMax;
    this.nodesMax = nodesMax;
  }

  /// Walks from these nodes, against the data or with it. May be called for both.
  void go(Collection<Node> starts, boolean upstream) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Place> queue = new ArrayDeque<>();
    for (Node start : starts) {
      if (show(start) && seen.add(start)) {
        queue.add(new Place(start, 0));
      }
    }
    while (!queue.isEmpty()) {
      Place place = queue.remove();
      Collection<Node> next =
          upstream ? steps.upstream(place.node()) : steps.downstream(place.node());
      if (place.depth() == depthMax) {
        isTruncated |= !seen.containsAll(next);
        continue;
      }
      for (Node node : next) {
        if (!show(node)) {
          continue;
        }
        connect(place.node(), node, upstream);
        if (seen.add(node)) {
          queue.add(new Place(node, place.depth() + 1));
        }
      }
    }
  }

  LineageView view(String start, long position) {
    List<LineageNode> nodes = new ArrayList<>();
    membersByShown.forEach((shown, members) -> nodes.add(portrait.portray(shown, members)));
    NavigableSet<Long> retracted = new TreeSet<>();
    if (facts.isAny(Vocabulary.WAS_ABOUT)) {
      membersByShown.forEach(
          (shown, members) -> {
            retracted.addAll(facts.retracted(shown));
            members.forEach(iri -> retracted.addAll(facts.retracted(Iris.node(iri))));
          });
    }
    return new LineageView(
        start, nodes, edges, isTruncated || facts.isCut(), position, retracted, capped());
  }

  private NavigableSet<String> capped() {
    NavigableSet<String> capped = new TreeSet<>();
    if (facts.isAny(Vocabulary.DERIVATIONS_CAPPED)) {
      membersByShown.forEach(
          (shown, members) -> {
            Set<String> iris = new LinkedHashSet<>(members);
            iris.add(shown.getURI());
            iris.stream()
                .filter(iri -> facts.has(Iris.node(iri), Vocabulary.DERIVATIONS_CAPPED))
                .forEach(capped::add);
          });
    }
    return capped;
  }

  /// Whether there is room for what is shown for a node.
  private boolean show(Node node) {
    Node shown = portrait.shown(node);
    NavigableSet<String> members = membersByShown.get(shown);
    if (members == null) {
      if (membersByShown.size() >= nodesMax) {
        isTruncated = true;
        return false;
      }
      members = new TreeSet<>();
      membersByShown.put(shown, members);
    }
    if (!shown.equals(node)) {
      members.add(node.getURI());
    }
    return true;
  }

  private void connect(Node from, Node to, boolean upstream) {
    String here = portrait.id(portrait.shown(from));
    String there = portrait.id(portrait.shown(to));
    if (!here.equals(there)) {
      edges.add(upstream ? new LineageEdge(there, here) : new LineageEdge(here, there));
    }
  }
}
