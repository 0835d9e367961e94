package io.ledgerline.lineage;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// Look-ups in the graph, within one read transaction. Lists have a limit, so that a node with a
/// million neighbours costs no more than is shown of it; whether one was cut is remembered. For one
/// thread.
final class Facts {

  private static final Comparator<Node> BY_IRI = Comparator.comparing(Node::toString);

  private final DatasetGraph dataset;
  private final Iris iris;
  private final int limit;
  private boolean isCut;

  /// @param dataset in a read transaction
  /// @param iris of the graph
  /// @param limit of every list
  Facts(DatasetGraph dataset, Iris iris, int limit) {
    this.dataset = dataset;
    this.iris = iris;
    this.limit = limit;
  }

  DatasetGraph dataset() {
    return dataset;
  }

  Iris iris() {
    return iris;
  }

  /// Whether any list so far was longer than the limit, so that some of it is missing.
  boolean isCut() {
    return isCut;
  }

  List<Node> values(Node subject, Node predicate) {
    return list(dataset.find(Quad.defaultGraphIRI, subject, predicate, Node.ANY), false);
  }

  List<Node> subjects(Node predicate, Node object) {
    return list(dataset.find(Quad.defaultGraphIRI, Node.ANY, predicate, object), true);
  }

  /// Subjects of a reference as it was written.
  List<Node> saidSubjects(Node predicate, Node object) {
    return list(dataset.find(iris.graph("said"), Node.ANY, predicate, object), true);
  }

  /// Values that are few by their nature, without the limit.
  List<Node> allValues(Node subject, Node predicate) {
    return dataset.stream(Quad.defaultGraphIRI, subject, predicate, Node.ANY)
        .map(Quad::getObject)
        .sorted(BY_IRI)
        .toList();
  }

  Optional<Node> value(Node subject, Node predicate) {
    return allValues(subject, predicate).stream().findFirst();
  }

  String text(Node subject, Node predicate) {
    return value(subject, predicate)
        .filter(Node::isLiteral)
        .map(Node::getLiteralLexicalForm)
        .orElse("");
  }

  boolean has(Node subject, Node predicate) {
    return dataset.contains(Quad.defaultGraphIRI, subject, predicate, Node.ANY);
  }

  boolean is(Node subject, Node type) {
    return dataset.contains(Quad.defaultGraphIRI, subject, Standard.RDF_TYPE, type);
  }

  /// The positions of entries that were about a node and are retracted.
  List<Long> retracted(Node node) {
    return subjects(Vocabulary.WAS_ABOUT, node).stream()
        .flatMap(entry -> iris.names(entry, "entry").stream())
        .map(names -> Long.valueOf(names[0]))
        .sorted()
        .toList();
  }

  Optional<Long> seq(Node subject) {
    return value(subject, Vocabulary.SEQ).flatMap(Literals::integer);
  }

  /// The topmost run that a run is united in.
  Node rootRun(Node run) {
    return value(run, Vocabulary.UNITED_IN).orElse(run);
  }

  /// A topmost run with all the runs that are united in it, however many: without one of them, what
  /// the run read or wrote would be wrong, not short.
  List<Node> runTree(Node root) {
    List<Node> tree = new ArrayList<>();
    tree.add(root);
    dataset.stream(Quad.defaultGraphIRI, Node.ANY, Vocabulary.UNITED_IN, root)
        .map(Quad::getSubject)
        .sorted(BY_IRI)
        .forEach(tree::add);
    return tree;
  }

  Set<Node> rootRuns(Collection<Node> runs) {
    Set<Node> roots = new LinkedHashSet<>();
    runs.forEach(run -> roots.add(rootRun(run)));
    return roots;
  }

  private List<Node> list(Iterator<Quad> quads, boolean subjects) {
    List<Node> nodes = new ArrayList<>();
    while (quads.hasNext()) {
      if (nodes.size() > limit) {
        isCut = true;
        break;
      }
      Quad quad = quads.next();
      nodes.add(subjects ? quad.getSubject() : quad.getObject());
    }
    nodes.sort(BY_IRI);
    return nodes;
  }
}
