package io.ledgerline.projection.facts;

import io.ledgerline.event.record.AiRecord.Described;
import io.ledgerline.projection.workspace.EntryNote;
import org.apache.jena.graph.Node;

/// What a record of a kind that has no type of its own asserts: that it is there.
final class KindFacts {

  private final EntryNote entry;

  KindFacts(EntryNote entry) {
    this.entry = entry;
  }

  /// The node of a record.
  Node node(Described record) {
    return entry.workspace().iris().record(record.envelope().recordId());
  }

  void note(Described record) {
    entry.describe(record.kind().type(), record.envelope().occurredAt());
    Node node = node(record);
    entry.mint(node);
    entry.recordedIn(node);
  }
}
