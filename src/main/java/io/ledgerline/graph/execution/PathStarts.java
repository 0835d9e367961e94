package io.ledgerline.graph.execution;

import java.util.Iterator;
import java.util.List;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;

/// Where a path can start whose ends are both free: the nodes at the near end of its first links,
/// or every node of the graph where it may lead nowhere.
final class PathStarts {

  private PathStarts() {}

  /// The starts, each once, found lazily.
  static Iterator<Node> of(PathWalk walk, Path path) {
    return walk.distinct(candidates(walk, path, true));
  }

  /// Whether a path leads from every node to itself, in no step.
  static boolean mayLeadNowhere(Path path) {
    return switch (path) {
      case P_ZeroOrOne _, P_ZeroOrMore1 _ -> true;
      case P_Inverse inverse -> mayLeadNowhere(inverse.getSubPath());
      case P_OneOrMore1 plus -> mayLeadNowhere(plus.getSubPath());
      case P_Seq seq -> mayLeadNowhere(seq.getLeft()) && mayLeadNowhere(seq.getRight());
      case P_Alt alt -> mayLeadNowhere(alt.getLeft()) || mayLeadNowhere(alt.getRight());
      default -> // an open set: the others are links
          false;
    };
  }

  private static Iterator<Node> candidates(PathWalk walk, Path path, boolean forward) {
    if (mayLeadNowhere(path)) {
      return everyNode(walk);
    }
    return switch (path) {
      case P_Link link -> nearEnds(walk, link.getNode(), forward);
      case P_ReverseLink link -> nearEnds(walk, link.getNode(), !forward);
      case P_Inverse inverse -> candidates(walk, inverse.getSubPath(), !forward);
      case P_OneOrMore1 plus -> candidates(walk, plus.getSubPath(), forward);
      case P_Seq seq -> firstOf(walk, seq, forward);
      case P_Alt alt ->
          Iter.concat(
              candidates(walk, alt.getLeft(), forward), candidates(walk, alt.getRight(), forward));
      default -> // an open set: what is not known may start anywhere
          everyNode(walk);
    };
  }

  /// A first half that may lead nowhere lets the second one start, too: then any node may.
  private static Iterator<Node> firstOf(PathWalk walk, P_Seq seq, boolean forward) {
    return candidates(walk, forward ? seq.getLeft() : seq.getRight(), forward);
  }

  private static Iterator<Node> nearEnds(PathWalk walk, Node predicate, boolean forward) {
    return Iter.map(
        walk.find(Node.ANY, predicate, Node.ANY), forward ? Triple::getSubject : Triple::getObject);
  }

  private static Iterator<Node> everyNode(PathWalk walk) {
    return Iter.flatMap(
        walk.find(Node.ANY, Node.ANY, Node.ANY),
        triple -> List.of(triple.getSubject(), triple.getObject()).iterator());
  }
}
