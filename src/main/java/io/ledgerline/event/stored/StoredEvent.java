package io.ledgerline.event.stored;

import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.CloudEvent;
import io.ledgerline.event.system.SystemRecord;

/// What an entry's payload says, read back.
public sealed interface StoredEvent {

  /// An OpenLineage event.
  record Lineage(LineageEvent event) implements StoredEvent {}

  /// A record about AI.
  ///
  /// @param cloudEvent the event that carried it
  record Ai(AiRecord record, CloudEvent cloudEvent) implements StoredEvent {}

  /// What the system recorded of itself.
  @SuppressWarnings("AvoidCommonTypeNames") // always written StoredEvent.System
  record System(SystemRecord record) implements StoredEvent {}

  /// The genesis, entry 0: it says what log this is, and nothing for a graph.
  record Opening() implements StoredEvent {}
}
