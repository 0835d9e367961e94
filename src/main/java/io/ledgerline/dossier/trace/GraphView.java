package io.ledgerline.dossier.trace;

import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// The current state of the graph, read node by node, in an order that does not depend on the
/// store.
///
/// @param store within a read transaction
record GraphView(DatasetGraph store) {

  /// The objects, by IRI or text.
  List<Node> objects(Node subject, Node predicate) {
    List<Node> objects = new ArrayList<>();
    find(subject, predicate, Node.ANY).forEachRemaining(quad -> objects.add(quad.getObject()));
    objects.sort(Comparator.comparing(Node::toString));
    return objects;
  }

  /// The first of the objects.
  Optional<Node> object(Node subject, Node predicate) {
    return objects(subject, predicate).stream().findFirst();
  }

  /// The subjects, by IRI.
  List<Node> subjects(Node predicate, Node object) {
    List<Node> subjects = new ArrayList<>();
    forEachSubject(predicate, object, subjects::add);
    subjects.sort(Comparator.comparing(Node::toString));
    return subjects;
  }

  /// Each subject, in no order: for those that may be many.
  void forEachSubject(Node predicate, Node object, Consumer<Node> each) {
    find(Node.ANY, predicate, object).forEachRemaining(quad -> each.accept(quad.getSubject()));
  }

  /// Whether the node is of the class.
  boolean isA(Node node, Node type) {
    return store.contains(Quad.defaultGraphIRI, node, Standard.RDF_TYPE, type);
  }

  /// The positions of the entries that say something of the node.
  SortedSet<Long> entries(Node node) {
    NavigableSet<Long> entries = new TreeSet<>();
    objects(node, Vocabulary.RECORDED_IN)
        .forEach(entry -> integer(entry, Vocabulary.SEQ).ifPresent(entries::add));
    return entries;
  }

  /// A text.
  Optional<String> text(Node subject, Node predicate) {
    return object(subject, predicate).filter(Node::isLiteral).map(Node::getLiteralLexicalForm);
  }

  /// A whole number.
  Optional<Long> integer(Node subject, Node predicate) {
    return object(subject, predicate).flatMap(Literals::integer);
  }

  /// A time.
  Optional<Instant> time(Node subject, Node predicate) {
    return object(subject, predicate).flatMap(Literals::time);
  }

  private Iterator<Quad> find(Node subject, Node predicate, Node object) {
    return store.find(Quad.defaultGraphIRI, subject, predicate, object);
  }
}
