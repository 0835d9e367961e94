package io.ledgerline.graph.stored;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.dboe.base.file.BinaryDataFile;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.thrift.ThriftConvert;
import org.apache.jena.tdb2.store.NodeId;
import org.apache.jena.tdb2.store.NodeIdFactory;
import org.apache.jena.tdb2.store.nodetable.NodeTable;
import org.apache.jena.tdb2.store.nodetable.NodeTableTRDF;
import org.jspecify.annotations.Nullable;

/// The nodes of a store by their numbers, and back. Within one read transaction, on one thread;
/// remembers what it read.
///
/// A number is a place in a file, or the value itself. Two numbers of these kinds may equal one
/// another in Jena 6.0.0 (`NodeId.equals` leaves the kind out), so only places are kept. TDB2 reads
/// a node in some fourteen accesses to that file, each of a few bytes; here nodes that lie close to
/// one another are read with one.
final class StoredNodes {

  /// What is read of a node before its length is known: nearly all are shorter.
  private static final int NODE_BYTES = 256;

  /// Nodes with no more between them are read together.
  private static final int GAP_BYTES_MAX = 2_048;

  private static final int READ_BYTES_MAX = 64 << 10;

  private final NodeTable table;
  private final @Nullable BinaryDataFile file;
  private final Map<Long, Node> nodesByPlace = new HashMap<>();
  private final Map<Node, NodeId> idsByNode = new HashMap<>();

  StoredNodes(NodeTable table) {
    this.table = table;
    this.file = table.baseNodeTable() instanceof NodeTableTRDF base ? base.getData() : null;
  }

  /// The number of a node; that of none, if the store does not have it.
  NodeId id(Node node) {
    NodeId known = idsByNode.get(node);
    if (known == null) {
      known = table.getNodeIdForNode(node);
      idsByNode.put(node, known);
    }
    return known;
  }

  /// The node of a number.
  Node node(NodeId id) {
    if (!id.isPtr()) {
      return NodeId.extract(id);
    }
    Node known = nodesByPlace.get(id.getPtrLocation());
    if (known == null) {
      read(List.of(id));
      known = nodesByPlace.get(id.getPtrLocation());
    }
    return known == null ? throughTable(id) : known;
  }

  /// Reads nodes that will be asked for.
  void read(List<NodeId> ids) {
    BinaryDataFile data = file;
    if (data == null) {
      return;
    }
    long[] places =
        ids.stream()
            .filter(NodeId::isPtr)
            .mapToLong(NodeId::getPtrLocation)
            .filter(place -> !nodesByPlace.containsKey(place))
            .sorted()
            .distinct()
            .toArray();
    int from = 0;
    for (int i = 1; i <= places.length; i++) {
      if (i == places.length
          || places[i] - places[i - 1] > GAP_BYTES_MAX
          || places[i] - places[from] > READ_BYTES_MAX) {
        read(data, places, from, i);
        from = i;
      }
    }
  }

  /// Reads what lies together, from one place in the list up to another.
  private void read(BinaryDataFile data, long[] places, int from, int to) {
    long start = places[from];
    long end = Math.min(data.length(), places[to - 1] + NODE_BYTES);
    byte[] bytes = new byte[(int) Math.max(0, end - start)];
    int size = bytes.length == 0 ? 0 : data.read(start, bytes, 0, bytes.length);
    for (int i = from; i < to; i++) {
      int at = (int) (places[i] - start);
      int next = i + 1 < to ? (int) (places[i + 1] - start) : size;
      int until = Math.min(size, Math.min(next, at + NODE_BYTES));
      Node node = at < until ? decoded(bytes, at, until) : null;
      if (node != null) {
        remember(places[i], node);
      }
    }
  }

  /// The node that begins somewhere; null if it is longer than what was read.
  private static @Nullable Node decoded(byte[] bytes, int from, int to) {
    try {
      return ThriftConvert.convert(
          ThriftConvert.termFromBytes(Arrays.copyOfRange(bytes, from, to)));
    } catch (RuntimeException tooLong) {
      // The table reads it then: what is wrong with the stored form shows there.
      return null;
    }
  }

  private Node throughTable(NodeId id) {
    Node node = table.getNodeForNodeId(id);
    remember(id.getPtrLocation(), node);
    return node;
  }

  private void remember(long place, Node node) {
    nodesByPlace.put(place, node);
    idsByNode.putIfAbsent(node, NodeIdFactory.createPtr(place));
  }
}
