package io.ledgerline.graph.stored;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.atlas.lib.tuple.Tuple;
import org.apache.jena.atlas.lib.tuple.TupleFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.tdb2.store.DatasetGraphTDB;
import org.apache.jena.tdb2.store.NodeId;
import org.apache.jena.tdb2.store.nodetable.NodeTable;
import org.apache.jena.tdb2.store.tupletable.TupleIndex;
import org.apache.jena.tdb2.store.tupletable.TupleTable;
import org.apache.jena.tdb2.sys.TDBInternal;

/// Takes quads out of a store and puts others in, within one write transaction, on one thread: what
/// the dataset does one by one is done index by index, in the order of each index, and every node
/// is looked up once.
public final class StoredWriter {

  /// Places of a tuple by the letters that name an index.
  private static final String OF_TRIPLES = "SPO";

  private static final String OF_QUADS = "GSPO";

  private final NodeTable nodes;
  private final TupleTable triples;
  private final TupleTable quads;
  private final Map<Node, NodeId> ids = new HashMap<>();

  /// Into a store.
  ///
  /// @param dataset a TDB2 store in a write transaction
  public StoredWriter(DatasetGraph dataset) {
    DatasetGraphTDB store = TDBInternal.requireStorage(dataset);
    this.nodes = store.getTripleTable().getNodeTupleTable().getNodeTable();
    this.triples = store.getTripleTable().getNodeTupleTable().getTupleTable();
    this.quads = store.getQuadTable().getNodeTupleTable().getTupleTable();
  }

  /// Takes quads out; one that is not there is no error.
  public void remove(List<Quad> removed) {
    for (Quad quad : removed) {
      NodeId[] found = new NodeId[quad.isDefaultGraph() ? 3 : 4];
      Node[] wanted = nodes(quad);
      boolean isKnown = true;
      for (int i = 0; i < wanted.length && isKnown; i++) {
        found[i] = nodes.getNodeIdForNode(wanted[i]);
        isKnown = !NodeId.isDoesNotExist(found[i]);
      }
      if (isKnown) {
        (found.length == 3 ? triples : quads).delete(TupleFactory.create(found));
      }
    }
  }

  /// Puts quads in; one that is there already is no error.
  public void add(List<Quad> added) {
    List<Tuple<NodeId>> ofTriples = new ArrayList<>(added.size());
    List<Tuple<NodeId>> ofQuads = new ArrayList<>();
    for (Quad quad : added) {
      Node[] wanted = nodes(quad);
      NodeId[] allocated = new NodeId[wanted.length];
      for (int i = 0; i < wanted.length; i++) {
        allocated[i] = allocated(wanted[i]);
      }
      (wanted.length == 3 ? ofTriples : ofQuads).add(TupleFactory.create(allocated));
    }
    add(triples, OF_TRIPLES, ofTriples);
    add(quads, OF_QUADS, ofQuads);
  }

  private NodeId allocated(Node node) {
    NodeId known = ids.get(node);
    if (known == null) {
      known = nodes.getAllocateNodeId(node);
      ids.put(node, known);
    }
    return known;
  }

  private static Node[] nodes(Quad quad) {
    return quad.isDefaultGraph()
        ? new Node[] {quad.getSubject(), quad.getPredicate(), quad.getObject()}
        : new Node[] {quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject()};
  }

  private static void add(TupleTable table, String letters, List<Tuple<NodeId>> tuples) {
    for (TupleIndex index : table.getIndexes()) {
      int[] places = index.getName().chars().map(letters::indexOf).toArray();
      tuples.sort((one, other) -> compare(one, other, places));
      tuples.forEach(index::add);
    }
  }

  private static int compare(Tuple<NodeId> one, Tuple<NodeId> other, int[] places) {
    for (int place : places) {
      int order = compare(one.get(place), other.get(place));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// As the index has them. `NodeId.compare` of Jena 6.0.0 calls any two of a kind equal.
  private static int compare(NodeId one, NodeId other) {
    int order = Integer.compare(one.getTypeValue(), other.getTypeValue());
    return order != 0 ? order : Long.compare(one.getValue56(), other.getValue56());
  }
}
