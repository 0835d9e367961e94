package io.ledgerline.graph.execution;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;

/// Where a property path leads from a node (SPARQL 1.1 Query, section 18.4): lazily, and with a
/// stack that does not grow with the length of the walk.
///
/// Nodes come as often as the path leads there, except those of `?`, `*` and `+`, which come once
/// for each start.
///
/// @param graph the graph to walk
/// @param account what walks keep counts there
/// @param cancel throws when the query was cancelled; called for every triple that is looked at
record PathWalk(Graph graph, Budget.Account account, Runnable cancel) {

  /// Whether a path is of a form that the syntax of SPARQL 1.1 has.
  static boolean supports(Path path) {
    return switch (path) {
      case P_Link _, P_ReverseLink _, P_NegPropSet _ -> true;
      case P_Inverse inverse -> supports(inverse.getSubPath());
      case P_Seq seq -> supports(seq.getLeft()) && supports(seq.getRight());
      case P_Alt alt -> supports(alt.getLeft()) && supports(alt.getRight());
      case P_ZeroOrOne maybe -> supports(maybe.getSubPath());
      case P_ZeroOrMore1 star -> supports(star.getSubPath());
      case P_OneOrMore1 plus -> supports(plus.getSubPath());
      default -> // an open set: ARQ has forms of its own
          false;
    };
  }

  /// Whether a path leads to a node at most once.
  static boolean isDistinct(Path path) {
    return switch (path) {
      case P_Inverse inverse -> isDistinct(inverse.getSubPath());
      case P_ZeroOrOne _, P_ZeroOrMore1 _, P_OneOrMore1 _, P_Link _, P_ReverseLink _ -> true;
      default -> // an open set: the others may repeat
          false;
    };
  }

  /// The nodes where a path leads.
  ///
  /// @param forward from subjects to objects, else the other way
  Iterator<Node> from(Node start, Path path, boolean forward) {
    return switch (path) {
      case P_Link link -> linked(start, link.getNode(), forward);
      case P_ReverseLink link -> linked(start, link.getNode(), !forward);
      case P_Inverse inverse -> from(start, inverse.getSubPath(), !forward);
      case P_Seq seq ->
          forward
              ? sequence(start, seq.getLeft(), seq.getRight(), true)
              : sequence(start, seq.getRight(), seq.getLeft(), false);
      case P_Alt alt ->
          Iter.concat(from(start, alt.getLeft(), forward), lazily(start, alt.getRight(), forward));
      case P_NegPropSet others -> others(start, others, forward);
      case P_ZeroOrOne maybe ->
          distinct(
              Iter.concat(List.of(start).iterator(), lazily(start, maybe.getSubPath(), forward)));
      case P_ZeroOrMore1 star -> new Reachable(start, star.getSubPath(), forward, true);
      case P_OneOrMore1 plus -> new Reachable(start, plus.getSubPath(), forward, false);
      default -> // an open set: see supports
          throw new IllegalArgumentException("no path of SPARQL 1.1: " + path);
    };
  }

  /// Each once.
  Iterator<Node> distinct(Iterator<Node> nodes) {
    return new Distinct(nodes);
  }

  /// The triples of a pattern, each of which counts as looked at.
  Iterator<Triple> find(Node subject, Node predicate, Node object) {
    return Iter.map(
        graph.find(subject, predicate, object),
        triple -> {
          cancel.run();
          return triple;
        });
  }

  private Iterator<Node> linked(Node start, Node predicate, boolean forward) {
    return forward
        ? Iter.map(find(start, predicate, Node.ANY), Triple::getObject)
        : Iter.map(find(Node.ANY, predicate, start), Triple::getSubject);
  }

  private Iterator<Node> sequence(Node start, Path first, Path second, boolean forward) {
    return Iter.flatMap(from(start, first, forward), node -> from(node, second, forward));
  }

  private Iterator<Node> others(Node start, P_NegPropSet path, boolean forward) {
    return Iter.concat(
        linkedByOthers(start, path.getFwdNodes(), forward),
        linkedByOthers(start, path.getBwdNodes(), !forward));
  }

  private Iterator<Node> linkedByOthers(Node start, Collection<Node> named, boolean forward) {
    if (named.isEmpty()) {
      return Iter.nullIterator();
    }
    Iterator<Triple> all =
        forward ? find(start, Node.ANY, Node.ANY) : find(Node.ANY, Node.ANY, start);
    return Iter.map(
        Iter.filter(all, triple -> !named.contains(triple.getPredicate())),
        forward ? Triple::getObject : Triple::getSubject);
  }

  /// The second half of an alternative, not asked for before the first has ended.
  private Iterator<Node> lazily(Node start, Path path, boolean forward) {
    return new Lookahead<>() {
      private @Nullable Iterator<Node> nodes;

      @Override
      @Nullable Node advance() {
        if (nodes == null) {
          nodes = from(start, path, forward);
        }
        return nodes.hasNext() ? nodes.next() : null;
      }
    };
  }

  /// What of an iterator was not seen before. Gives up what it keeps when it has ended.
  private final class Distinct extends Lookahead<Node> {

    private final Seen seen = new Seen();
    private final Iterator<Node> nodes;

    Distinct(Iterator<Node> nodes) {
      this.nodes = nodes;
    }

    @Override
    @Nullable Node advance() {
      while (nodes.hasNext()) {
        Node node = nodes.next();
        if (seen.add(node)) {
          return node;
        }
      }
      seen.forget();
      return null;
    }
  }

  /// What a path reaches when it is gone again and again, nearest first.
  private final class Reachable extends Lookahead<Node> {

    private final ArrayDeque<Node> queue = new ArrayDeque<>();
    private final Seen seen = new Seen();
    private final Path step;
    private final boolean forward;
    private Iterator<Node> reached;

    /// @param withStart whether the start is reached by going nowhere
    Reachable(Node start, Path step, boolean forward, boolean withStart) {
      this.step = step;
      this.forward = forward;
      this.reached = withStart ? List.of(start).iterator() : from(start, step, forward);
    }

    @Override
    @Nullable Node advance() {
      while (true) {
        while (reached.hasNext()) {
          Node node = reached.next();
          if (seen.add(node)) {
            queue.add(node);
            return node;
          }
        }
        Node next = queue.poll();
        if (next == null) {
          seen.forget();
          return null;
        }
        cancel.run();
        reached = from(next, step, forward);
      }
    }
  }

  /// Nodes that were seen, counted in the account.
  private final class Seen {

    private final Set<Node> nodes = new HashSet<>();
    private long bytes;

    boolean add(Node node) {
      if (!nodes.add(node)) {
        return false;
      }
      long more = Budget.bytes(node);
      account.hold(more);
      bytes += more;
      return true;
    }

    void forget() {
      account.release(bytes);
      bytes = 0;
      nodes.clear();
    }
  }
}
