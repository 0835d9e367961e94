package io.ledgerline.projection.workspace;

import java.util.Iterator;
import java.util.Optional;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;

/// The triples of one graph of the store, as they were before the batch.
record StoredTriples(DatasetGraph store, Node graph) {

  /// By subject and predicate.
  Iterator<Triple> bySubject(Shelf.Key key) {
    return find(key.first(), key.second(), Node.ANY);
  }

  /// By predicate and object.
  Iterator<Triple> byObject(Shelf.Key key) {
    return find(Node.ANY, key.first(), key.second());
  }

  /// By the subject, which comes first, alone.
  Iterator<Triple> ofSubject(Shelf.Key key) {
    return find(key.first(), Node.ANY, Node.ANY);
  }

  /// By the object, which comes second, alone.
  Iterator<Triple> ofObject(Shelf.Key key) {
    return find(Node.ANY, Node.ANY, key.second());
  }

  /// The object of a subject that has one at most.
  Optional<Node> object(Node subject, Node predicate) {
    Iterator<Triple> found = find(subject, predicate, Node.ANY);
    return found.hasNext() ? Optional.of(found.next().getObject()) : Optional.empty();
  }

  /// This one, if it is there.
  Iterator<Triple> one(Triple triple) {
    return find(triple.getSubject(), triple.getPredicate(), triple.getObject());
  }

  private Iterator<Triple> find(Node subject, Node predicate, Node object) {
    return Iter.map(store.find(graph, subject, predicate, object), Quad::asTriple);
  }
}
