package io.ledgerline.sparql.computed;

import java.util.Set;
import java.util.TreeSet;

/// The graphs that a query names.
///
/// @param iris by IRI: in GRAPH, FROM, FROM NAMED or the parameters of the request
/// @param anyOther whether GRAPH with a variable asks for whatever graphs there are
public record GraphNames(Set<String> iris, boolean anyOther) {

  /// Copies the set.
  public GraphNames {
    iris = new TreeSet<>(iris);
  }
}
