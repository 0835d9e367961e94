package io.ledgerline.lineage;

import java.util.Comparator;

/// One step in the direction in which data goes.
///
/// @param origin the id of the node that data comes from
/// @param destination the id of the node that it goes to
public record LineageEdge(String origin, String destination) implements Comparable<LineageEdge> {

  private static final Comparator<LineageEdge> ORDER =
      Comparator.comparing(LineageEdge::origin).thenComparing(LineageEdge::destination);

  @Override
  public int compareTo(LineageEdge other) {
    return ORDER.compare(this, other);
  }
}
