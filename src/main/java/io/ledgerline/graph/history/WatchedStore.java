package io.ledgerline.graph.history;

import java.util.Iterator;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphWrapper;
import org.apache.jena.sparql.core.Quad;

/// A store that has each quad looked at checked: who seeks the past in it may look at all of it
/// before one is found, and nothing else ends that.
final class WatchedStore extends DatasetGraphWrapper {

  private final Runnable check;

  WatchedStore(DatasetGraph store, Runnable check) {
    super(store);
    this.check = check;
  }

  @Override
  public Iterator<Quad> find(Node g, Node s, Node p, Node o) {
    return watched(super.find(g, s, p, o));
  }

  @Override
  public Iterator<Quad> findNG(Node g, Node s, Node p, Node o) {
    return watched(super.findNG(g, s, p, o));
  }

  private Iterator<Quad> watched(Iterator<Quad> found) {
    return Iter.map(
        found,
        quad -> {
          check.run();
          return quad;
        });
  }
}
