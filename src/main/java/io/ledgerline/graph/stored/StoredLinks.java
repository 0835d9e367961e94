package io.ledgerline.graph.stored;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.atlas.lib.tuple.Tuple;
import org.apache.jena.dboe.base.record.Record;
import org.apache.jena.dboe.base.record.RecordFactory;
import org.apache.jena.dboe.index.RangeIndex;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.tdb2.store.DatasetGraphTDB;
import org.apache.jena.tdb2.store.NodeId;
import org.apache.jena.tdb2.store.NodeIdFactory;
import org.apache.jena.tdb2.store.nodetupletable.NodeTupleTable;
import org.apache.jena.tdb2.store.tupletable.TupleIndexRecord;
import org.apache.jena.tdb2.sys.TDBInternal;
import org.jspecify.annotations.Nullable;

/// Look-ups in the default graph of a store, as it is. Within one read transaction, on one thread.
public final class StoredLinks {

  private static final int SUBJECT = 0;
  private static final int PREDICATE = 1;
  private static final int OBJECT = 2;

  /// Neighbours in the index are read through up to so many rows for each that is wanted.
  private static final int ROWS_READ_THROUGH = 8;

  private static final int ROWS_READ_THROUGH_MIN = 64;

  private final NodeTupleTable triples;
  private final StoredNodes nodes;
  private final @Nullable RangeIndex bySubject;

  private StoredLinks(DatasetGraphTDB store) {
    this.triples = store.getTripleTable().getNodeTupleTable();
    this.nodes = new StoredNodes(triples.getNodeTable());
    this.bySubject =
        Arrays.stream(triples.getTupleTable().getIndexes())
            .filter(index -> index.getName().equals("SPO"))
            .filter(TupleIndexRecord.class::isInstance)
            .map(index -> ((TupleIndexRecord) index).getRangeIndex())
            .findFirst()
            .orElse(null);
  }

  /// Over a store.
  ///
  /// @param dataset in a read transaction
  /// @return empty if it is no TDB2 store, but a view of one
  public static Optional<StoredLinks> of(DatasetGraph dataset) {
    return TDBInternal.isTDB2(dataset)
        ? Optional.of(new StoredLinks(TDBInternal.getDatasetGraphTDB(dataset)))
        : Optional.empty();
  }

  /// Objects of a subject and a predicate, in no order, in a list of the caller's own.
  ///
  /// @param max how many at most
  public List<Node> objects(Node subject, Node predicate, int max) {
    return found(nodes.id(subject), nodes.id(predicate), NodeId.NodeIdAny, OBJECT, max);
  }

  /// Subjects of a predicate and an object, in no order, in a list of the caller's own.
  ///
  /// @param max how many at most
  public List<Node> subjects(Node predicate, Node object, int max) {
    return found(NodeId.NodeIdAny, nodes.id(predicate), nodes.id(object), SUBJECT, max);
  }

  /// Whether a subject has a value of a predicate.
  public boolean hasAny(Node subject, Node predicate) {
    NodeId s = nodes.id(subject);
    NodeId p = nodes.id(predicate);
    return isKnown(s, p) && triples.find(s, p, NodeId.NodeIdAny).hasNext();
  }

  /// Whether a triple is there.
  public boolean has(Node subject, Node predicate, Node object) {
    NodeId s = nodes.id(subject);
    NodeId p = nodes.id(predicate);
    NodeId o = nodes.id(object);
    return isKnown(s, p, o) && triples.find(s, p, o).hasNext();
  }

  /// What is said of each object of a subject: by predicate the value, of several values any. The
  /// objects themselves are not made nodes.
  ///
  /// @param link from the subject to the objects
  /// @param predicates of which the values are wanted
  /// @return one map for each object, in no order
  public List<Map<Node, Node>> described(Node subject, Node link, List<Node> predicates) {
    NodeId s = nodes.id(subject);
    NodeId p = nodes.id(link);
    if (!isKnown(s, p)) {
      return List.of();
    }
    List<NodeId> objects = new ArrayList<>();
    triples.find(s, p, NodeId.NodeIdAny).forEachRemaining(t -> objects.add(t.get(OBJECT)));
    Map<Long, Node> wanted = new LinkedHashMap<>();
    predicates.forEach(predicate -> wanted.put(nodes.id(predicate).getPtrLocation(), predicate));
    // A value that has no place of its own is nobody's subject.
    Map<Long, Map<Node, NodeId>> rows = new LinkedHashMap<>();
    objects.stream()
        .filter(NodeId::isPtr)
        .forEach(object -> rows.put(object.getPtrLocation(), new LinkedHashMap<>()));
    if (!readThrough(wanted, rows)) {
      for (long place : rows.keySet()) {
        triples
            .find(NodeIdFactory.createPtr(place), NodeId.NodeIdAny, NodeId.NodeIdAny)
            .forEachRemaining(
                t -> take(t.get(SUBJECT), t.get(PREDICATE), t.get(OBJECT), wanted, rows));
      }
    }
    nodes.read(rows.values().stream().flatMap(row -> row.values().stream()).toList());
    List<Map<Node, Node>> described = new ArrayList<>();
    rows.values().forEach(row -> described.add(made(row)));
    while (described.size() < objects.size()) {
      described.add(Map.of());
    }
    return described;
  }

  private Map<Node, Node> made(Map<Node, NodeId> row) {
    Map<Node, Node> made = new LinkedHashMap<>();
    row.forEach((predicate, value) -> made.put(predicate, nodes.node(value)));
    return made;
  }

  /// Reads the index from the least of the subjects to the greatest.
  ///
  /// @return false if too much lies between them
  private boolean readThrough(Map<Long, Node> wanted, Map<Long, Map<Node, NodeId>> rows) {
    RangeIndex index = bySubject;
    if (index == null || rows.isEmpty()) {
      return rows.isEmpty();
    }
    RecordFactory records = new RecordFactory(3 * NodeId.SIZE, 0);
    Record from = records.createKeyOnly();
    Record to = records.createKeyOnly();
    NodeIdFactory.set(NodeIdFactory.createPtr(Collections.min(rows.keySet())), from.getKey(), 0);
    NodeIdFactory.setNext(NodeIdFactory.createPtr(Collections.max(rows.keySet())), to.getKey(), 0);
    int left = ROWS_READ_THROUGH_MIN + ROWS_READ_THROUGH * rows.size();
    Iterator<Record> found = index.iterator(from, to);
    while (found.hasNext()) {
      if (left-- == 0) {
        rows.values().forEach(Map::clear);
        return false;
      }
      byte[] key = found.next().getKey();
      take(
          NodeIdFactory.get(key, 0),
          NodeIdFactory.get(key, NodeId.SIZE),
          NodeIdFactory.get(key, 2 * NodeId.SIZE),
          wanted,
          rows);
    }
    return true;
  }

  private static void take(
      NodeId subject,
      NodeId predicate,
      NodeId object,
      Map<Long, Node> wanted,
      Map<Long, Map<Node, NodeId>> rows) {
    Node known = wanted.get(predicate.getPtrLocation());
    Map<Node, NodeId> row = known == null ? null : rows.get(subject.getPtrLocation());
    if (row != null) {
      row.put(known, object);
    }
  }

  private List<Node> found(NodeId s, NodeId p, NodeId o, int place, int max) {
    if (!isKnown(s, p, o)) {
      return new ArrayList<>();
    }
    List<NodeId> ids = new ArrayList<>(4);
    Iterator<Tuple<NodeId>> tuples = triples.find(s, p, o);
    while (tuples.hasNext() && ids.size() < max) {
      ids.add(tuples.next().get(place));
    }
    nodes.read(ids);
    List<Node> found = new ArrayList<>(ids.size());
    ids.forEach(id -> found.add(nodes.node(id)));
    return found;
  }

  private static boolean isKnown(NodeId... ids) {
    return Arrays.stream(ids).noneMatch(NodeId::isDoesNotExist);
  }
}
