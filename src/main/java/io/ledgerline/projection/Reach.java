package io.ledgerline.projection;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.projection.facets.Facets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which units of a payload have a say in the graph. Pure.
///
/// In doubt it says yes: then the graph is filled anew, which is never wrong.
final class Reach {

  /// Facets from which the graph takes something; the others are not read.
  private static final Set<String> FACETS = facets();

  private static final Set<String> FACET_SLOTS =
      new TreeSet<>(List.of("facets", "inputFacets", "outputFacets"));

  private static final Set<String> LINEAGE =
      new TreeSet<>(List.of(RunEvent.LEAF_TYPE, DatasetEvent.LEAF_TYPE, JobEvent.LEAF_TYPE));

  private Reach() {}

  private static Set<String> facets() {
    Set<String> facets = new TreeSet<>(Facets.keys());
    facets.addAll(List.of("parent", "version"));
    return facets;
  }

  /// Whether a unit may have left something in the graph.
  ///
  /// @param pointer where it stands; empty for unit 0
  static boolean isInGraph(String leafType, String pointer) {
    List<String> tokens = JsonPointer.parse(pointer).tokens();
    if (LINEAGE.contains(leafType)) {
      boolean isFacet = tokens.size() >= 2 && FACET_SLOTS.contains(tokens.get(tokens.size() - 2));
      return !isFacet || FACETS.contains(tokens.getLast());
    }
    // Whom a decision is about is in no graph.
    return !leafType.equals(RecordKind.DECISION.type())
        || tokens.isEmpty()
        || !tokens.getLast().equals("subject")
        || tokens.size() > 2;
  }
}
