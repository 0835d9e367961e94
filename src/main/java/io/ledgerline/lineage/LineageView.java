package io.ledgerline.lineage;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Part of the lineage, around a start.
///
/// @param start the id of the node that was asked for
/// @param nodes in the order in which they were met, the start first
/// @param edges between these nodes
/// @param truncated whether there is more than the depth or the limit let in
/// @param position the index of the last ledger entry that was taken into account
/// @param retracted positions of entries that were about these nodes and are retracted: what they
///   said is left out
/// @param capped IRIs of these nodes, and of runs, jobs and versions that are shown as one of them,
///   of which more came from what than is stored pair by pair
public record LineageView(
    String start,
    List<LineageNode> nodes,
    NavigableSet<LineageEdge> edges,
    boolean truncated,
    long position,
    NavigableSet<Long> retracted,
    NavigableSet<String> capped) {

  /// Copies the collections.
  public LineageView {
    nodes = List.copyOf(nodes);
    edges = new TreeSet<>(edges);
    retracted = new TreeSet<>(retracted);
    capped = new TreeSet<>(capped);
  }
}
