package io.ledgerline.graph.history;

import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.TxnType;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphBaseFind;
import org.apache.jena.sparql.core.GraphView;
import org.apache.jena.sparql.core.Quad;

/// A store as it was when the ledger had its entries up to a position: exactly the quads of a graph
/// that was filled from these entries alone, as far as they are not erased by now.
///
/// Lives within one read transaction of the store, on one thread, and is slower than the store by a
/// small factor: of each triple it is looked up since when it is so. Read-only. The graph `meta`
/// has the position and no leaf hash; the history itself is not in it.
public final class AsOfDataset extends DatasetGraphBaseFind {

  private final DatasetGraph store;
  private final HistoryGraphs graphs;
  private final long position;
  private final Past past;
  private final Node said;
  private final Node meta;

  /// The store at a position, which is not after the store's own.
  ///
  /// @param store in a read transaction
  public AsOfDataset(DatasetGraph store, Iris iris, long position) {
    this.store = store;
    this.graphs = new HistoryGraphs(iris);
    this.position = position;
    this.past = new Past(store, graphs, position);
    this.said = iris.graph("said");
    this.meta = iris.graph("meta");
  }

  /// What entries after the position took back of what was there at the position.
  public TakenBack takenBack() {
    return new TakenBack(later(Vocabulary.ERASED_BY), later(Vocabulary.RETRACTED_BY));
  }

  private NavigableSet<Long> later(Node predicate) {
    NavigableSet<Long> later = new TreeSet<>();
    Iterator<Quad> all = store.find(Quad.defaultGraphIRI, Node.ANY, predicate, Node.ANY);
    while (all.hasNext()) {
      Quad quad = all.next();
      OptionalLong by = graphs.index(quad.getObject());
      OptionalLong entry = graphs.index(quad.getSubject());
      if (by.orElse(position) > position && entry.orElse(Long.MAX_VALUE) <= position) {
        later.add(by.getAsLong());
        if (later.size() > TakenBack.NAMED_MAX + 1) {
          later.pollLast();
        }
      }
    }
    return later;
  }

  @Override
  protected Iterator<Quad> findInDftGraph(Node s, Node p, Node o) {
    return triples(Layer.CURRENT, Quad.defaultGraphIRI, s, p, o);
  }

  @Override
  protected Iterator<Quad> findInSpecificNamedGraph(Node g, Node s, Node p, Node o) {
    if (g.equals(said)) {
      return triples(Layer.SAID, said, s, p, o);
    }
    return g.equals(meta) ? cursor(s, p, o) : Iter.nullIterator();
  }

  @Override
  protected Iterator<Quad> findInAnyNamedGraphs(Node s, Node p, Node o) {
    return Iter.concat(triples(Layer.SAID, said, s, p, o), cursor(s, p, o));
  }

  private Iterator<Quad> triples(Layer layer, Node graph, Node s, Node p, Node o) {
    Iterator<Quad> still =
        Iter.filter(store.find(graph, s, p, o), quad -> past.has(layer, quad.asTriple(), true));
    return Iter.concat(still, gone(layer, graph, s, p, o));
  }

  /// Triples that were so then and are so no more: each is found by its first end after that.
  private Iterator<Quad> gone(Layer layer, Node graph, Node s, Node p, Node o) {
    Iterator<Quad> ends =
        isGiven(p)
            ? store.find(graphs.ended(layer, p), s, Node.ANY, o)
            : store.findNG(Node.ANY, s, Node.ANY, o);
    Iterator<Optional<Quad>> found = Iter.map(ends, end -> gone(layer, graph, end));
    return Iter.map(Iter.filter(found, Optional::isPresent), Optional::get);
  }

  private Optional<Quad> gone(Layer layer, Node graph, Quad end) {
    long index = graphs.index(end.getPredicate()).orElse(Since.NEVER);
    if (index <= position) {
      return Optional.empty();
    }
    return graphs
        .predicateOfEnded(layer, end.getGraph())
        .map(predicate -> Triple.create(end.getSubject(), predicate, end.getObject()))
        .filter(triple -> past.endsFirst(layer, triple) == index)
        .map(triple -> Quad.create(graph, triple))
        .filter(quad -> !store.contains(quad) && past.has(layer, quad.asTriple(), false));
  }

  private Iterator<Quad> cursor(Node s, Node p, Node o) {
    List<Quad> quads = new ArrayList<>();
    Iterator<Quad> all = store.find(meta, s, p, Node.ANY);
    while (all.hasNext()) {
      Quad quad = all.next();
      if (quad.getPredicate().equals(Vocabulary.POSITION)) {
        Node at = Literals.integer(position);
        quads.add(Quad.create(meta, quad.getSubject(), quad.getPredicate(), at));
      } else if (!quad.getPredicate().equals(Vocabulary.LEAF_HASH)) {
        quads.add(quad);
      }
    }
    quads.removeIf(quad -> isGiven(o) && !o.equals(quad.getObject()));
    return quads.iterator();
  }

  private static boolean isGiven(Node node) {
    return node != null && node.isConcrete();
  }

  @Override
  public Iterator<Node> listGraphNodes() {
    return List.of(meta, said).iterator();
  }

  @Override
  public Graph getDefaultGraph() {
    return GraphView.createDefaultGraph(this);
  }

  @Override
  public Graph getGraph(Node name) {
    return GraphView.createNamedGraph(this, name);
  }

  @Override
  public PrefixMap prefixes() {
    return store.prefixes();
  }

  @Override
  public void addGraph(Node name, Graph graph) {
    throw readOnly();
  }

  @Override
  public void removeGraph(Node name) {
    throw readOnly();
  }

  @Override
  public boolean supportsTransactions() {
    return false;
  }

  @Override
  public void begin(TxnType type) {
    throw ofTheStore();
  }

  @Override
  public boolean promote(Promote mode) {
    throw ofTheStore();
  }

  @Override
  public void commit() {
    throw ofTheStore();
  }

  @Override
  public void abort() {
    throw ofTheStore();
  }

  @Override
  public void end() {
    throw ofTheStore();
  }

  @Override
  public ReadWrite transactionMode() {
    return store.transactionMode();
  }

  @Override
  public TxnType transactionType() {
    return store.transactionType();
  }

  @Override
  public boolean isInTransaction() {
    return store.isInTransaction();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the past is not written to");
  }

  private static UnsupportedOperationException ofTheStore() {
    return new UnsupportedOperationException("the transaction is the store's");
  }
}
