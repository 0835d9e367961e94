package io.ledgerline.projection.facts;

import io.ledgerline.graph.GraphChange;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.compose.Delta;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// A graph as it will be: the stored one, and over it the changes of one batch.
///
/// Lives within one read transaction, on one thread. Every list it returns is in the order of the
/// IRIs, so that nothing depends on how the store happens to iterate.
public final class Workspace {

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final Iris iris;
  private final Node saidName;
  private final Graph before;
  private final Delta now;
  private final Delta said;
  private final Set<Node> known;
  private final Set<Node> minted = new LinkedHashSet<>();
  private final Touched touched = new Touched();

  /// Over a dataset in a read transaction.
  ///
  /// @param known nodes that surely are in the graph already: a hint that saves look-ups
  public Workspace(DatasetGraph dataset, Iris iris, Set<Node> known) {
    this.iris = iris;
    this.saidName = iris.graph("said");
    this.before = dataset.getDefaultGraph();
    this.now = new Delta(before);
    this.said = new Delta(dataset.getGraph(saidName));
    this.known = known;
  }

  /// Makes the IRIs.
  public Iris iris() {
    return iris;
  }

  /// What was touched so far.
  public Touched touched() {
    return touched;
  }

  /// The graph before the batch.
  public Graph before() {
    return before;
  }

  /// The graph with the batch.
  public Graph now() {
    return now;
  }

  /// The nodes that the batch named first.
  public Set<Node> minted() {
    return minted;
  }

  /// Everything that changed, in a fixed order.
  public GraphChange change() {
    List<Quad> removed = new ArrayList<>();
    List<Quad> added = new ArrayList<>();
    quads(removed, Quad.defaultGraphIRI, now.getDeletions());
    quads(removed, saidName, said.getDeletions());
    quads(added, Quad.defaultGraphIRI, now.getAdditions());
    quads(added, saidName, said.getAdditions());
    return new GraphChange(removed, added);
  }

  /// Whether the node was named here for the first time; then it gets its position.
  public boolean mint(Node node, long index) {
    if (known.contains(node) || minted.contains(node)) {
      return false;
    }
    minted.add(node);
    if (now.contains(node, Vocabulary.SEQ, Node.ANY)) {
      return false;
    }
    now.add(Triple.create(node, Vocabulary.SEQ, Literals.integer(index)));
    return true;
  }

  /// Adds a triple; false if it was there.
  public boolean add(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    if (now.contains(triple)) {
      return false;
    }
    now.add(triple);
    return true;
  }

  /// Keeps a reference as it was written; false if it was there.
  public boolean say(Node subject, Node predicate, Node object) {
    Triple triple = Triple.create(subject, predicate, object);
    if (said.contains(triple)) {
      return false;
    }
    said.add(triple);
    return true;
  }

  /// Replaces all values by these; false if they were these.
  public boolean set(Node subject, Node predicate, Collection<Node> values) {
    Set<Node> wanted = new LinkedHashSet<>(values);
    List<Node> present = values(subject, predicate);
    boolean changed = false;
    for (Node value : present) {
      if (!wanted.remove(value)) {
        now.delete(Triple.create(subject, predicate, value));
        changed = true;
      }
    }
    for (Node value : wanted) {
      now.add(Triple.create(subject, predicate, value));
      changed = true;
    }
    return changed;
  }

  /// Keeps the earlier of two times; false if that was kept already.
  public boolean earliest(Node subject, Node predicate, Instant time) {
    Optional<Instant> present = time(subject, predicate);
    if (present.isPresent() && !time.isBefore(present.get())) {
      return false;
    }
    return set(subject, predicate, List.of(Literals.time(time)));
  }

  /// The value, or the first of several.
  public Optional<Node> value(Node subject, Node predicate) {
    return values(subject, predicate).stream().findFirst();
  }

  /// All values.
  public List<Node> values(Node subject, Node predicate) {
    return objects(now, subject, predicate);
  }

  /// All subjects with this value.
  public List<Node> subjects(Node predicate, Node object) {
    return subjects(now, predicate, object);
  }

  /// All subjects that were said to refer to this.
  public List<Node> saidSubjects(Node object) {
    return said.find(Node.ANY, Node.ANY, object).mapWith(Triple::getSubject).toList().stream()
        .distinct()
        .sorted(BY_IRI)
        .toList();
  }

  /// All references of a subject, as they were written.
  public List<Triple> said(Node subject) {
    return said.find(subject, Node.ANY, Node.ANY).toList();
  }

  /// The time that a node has.
  public Optional<Instant> time(Node subject, Node predicate) {
    return value(subject, predicate).flatMap(Literals::time);
  }

  /// The values in one graph.
  public static List<Node> objects(Graph graph, Node subject, Node predicate) {
    return graph.find(subject, predicate, Node.ANY).mapWith(Triple::getObject).toList().stream()
        .sorted(BY_IRI)
        .toList();
  }

  /// The subjects in one graph.
  public static List<Node> subjects(Graph graph, Node predicate, Node object) {
    return graph.find(Node.ANY, predicate, object).mapWith(Triple::getSubject).toList().stream()
        .sorted(BY_IRI)
        .toList();
  }

  private static void quads(List<Quad> quads, Node name, Graph triples) {
    triples.find().mapWith(triple -> Quad.create(name, triple)).forEachRemaining(quads::add);
  }
}
