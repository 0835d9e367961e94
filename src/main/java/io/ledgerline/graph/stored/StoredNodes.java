package io.ledgerline.graph.stored;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.dboe.base.file.BinaryDataFile;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.thrift.ThriftConvert;
import org.apache.jena.tdb2.store.NodeId;
import org.apache.jena.tdb2.store.nodetable.NodeTable;
import org.apache.jena.tdb2.store.nodetable.NodeTableTRDF;
import org.jspecify.annotations.Nullable;

/// The nodes of a store by their numbers, and back. Within one read transaction, on one thread;
/// remembers what it read.
///
/// A number is a place in a file. TDB2 reads a node in some fourteen accesses to that file, each of
/// a few bytes; here nodes that lie close to one another are read with one.
final class StoredNodes {

  /// What is read of a node before its length is known: nearly all are shorter.
  private static final int NODE_BYTES = 256;

  /// Nodes with no more between them are read together.
  private static final int GAP_BYTES_MAX = 2_048;

  private static final int READ_BYTES_MAX = 64 << 10;

  private final NodeTable table;
  private final @Nullable BinaryDataFile file;
  private final Map<NodeId, Node> nodesById = new HashMap<>();
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
    Node known = nodesById.get(id);
    if (known == null) {
      read(new NodeId[] {id});
      known = nodesById.get(id);
    }
    return known == null ? throughTable(id) : known;
  }

  /// Reads nodes that will be asked for.
  void read(List<NodeId> ids) {
    read(ids.stream().filter(id -> !nodesById.containsKey(id)).distinct().toArray(NodeId[]::new));
  }

  private void read(NodeId[] ids) {
    NodeId[] placed = Arrays.stream(ids).filter(NodeId::isPtr).toArray(NodeId[]::new);
    for (NodeId id : ids) {
      if (!id.isPtr()) {
        remember(id, NodeId.extract(id));
      }
    }
    BinaryDataFile data = file;
    if (data == null) {
      return;
    }
    Arrays.sort(placed, (a, b) -> Long.compare(a.getPtrLocation(), b.getPtrLocation()));
    int from = 0;
    for (int i = 1; i <= placed.length; i++) {
      if (i == placed.length
          || place(placed, i) - place(placed, i - 1) > GAP_BYTES_MAX
          || place(placed, i) - place(placed, from) > READ_BYTES_MAX) {
        read(data, placed, from, i);
        from = i;
      }
    }
  }

  /// Reads what lies together, from one place in the list up to another.
  private void read(BinaryDataFile data, NodeId[] ids, int from, int to) {
    long start = place(ids, from);
    long end = Math.min(data.length(), place(ids, to - 1) + NODE_BYTES);
    byte[] bytes = new byte[(int) Math.max(0, end - start)];
    int size = bytes.length == 0 ? 0 : data.read(start, bytes, 0, bytes.length);
    for (int i = from; i < to; i++) {
      int at = (int) (place(ids, i) - start);
      int next = i + 1 < to ? (int) (place(ids, i + 1) - start) : size;
      int until = Math.min(size, Math.min(next, at + NODE_BYTES));
      if (at < until) {
        Node node = decoded(bytes, at, until);
        if (node != null) {
          remember(ids[i], node);
        }
      }
    }
  }

  private static long place(NodeId[] ids, int i) {
    return ids[i].getPtrLocation();
  }

  /// The node that begins somewhere; null if it is longer than what was read.
  private static @Nullable Node decoded(byte[] bytes, int from, int to) {
    try {
      return ThriftConvert.convert(
          ThriftConvert.termFromBytes(Arrays.copyOfRange(bytes, from, to)));
    } catch (RuntimeException tooLong) {
      return null;
    }
  }

  private Node throughTable(NodeId id) {
    Node node = table.getNodeForNodeId(id);
    remember(id, node);
    return node;
  }

  private void remember(NodeId id, Node node) {
    nodesById.put(id, node);
    idsByNode.putIfAbsent(node, id);
  }
}
