package io.ledgerline.projection.facts;

import io.ledgerline.canon.JsonPointer;
import io.ledgerline.event.record.RecordKind;
import java.util.List;

/// Which units of a payload have a say in the graph. Pure.
///
/// In doubt it says yes: then the graph is filled anew, which is never wrong. Of an event's facets
/// every one has a say: of one that the graph takes nothing from, it says that it is there.
public final class Reach {

  private Reach() {}

  /// Whether a unit may have left something in the graph.
  ///
  /// @param pointer where it stands; empty for unit 0
  public static boolean isInGraph(String leafType, String pointer) {
    List<String> tokens = JsonPointer.parse(pointer).tokens();
    // Whom a decision is about is in no graph.
    return !leafType.equals(RecordKind.DECISION.type())
        || tokens.isEmpty()
        || !tokens.getLast().equals("subject")
        || tokens.size() > 2;
  }
}
