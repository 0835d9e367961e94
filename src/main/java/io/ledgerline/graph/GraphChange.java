package io.ledgerline.graph;

import java.util.List;
import org.apache.jena.sparql.core.Quad;

/// What a write takes out of a graph and then puts in.
///
/// @param removed quads to take out; one that is not there is no error
/// @param added quads to put in; one that is there already is no error
public record GraphChange(List<Quad> removed, List<Quad> added) {

  /// Copies the lists.
  public GraphChange {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }
}
