package io.ledgerline.lineage;

import java.util.Collection;
import org.apache.jena.graph.Node;

/// A way to go through the graph.
interface Steps {

  /// What a node rests on directly.
  Collection<Node> upstream(Node node);

  /// What rests on a node directly.
  Collection<Node> downstream(Node node);
}
