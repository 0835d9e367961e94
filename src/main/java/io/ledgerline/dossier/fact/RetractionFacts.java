package io.ledgerline.dossier.fact;

import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactList.Cells;
import io.ledgerline.dossier.trace.ModelTrace;
import io.ledgerline.event.record.AiRecord;
import java.util.List;
import java.util.SortedMap;

/// Which entries about a model version are retracted: nothing else in a document rests on them.
final class RetractionFacts {

  private final FactList facts;

  RetractionFacts(FactList facts) {
    this.facts = facts;
  }

  /// @param records by entry, those that retract among them
  void add(ModelTrace trace, SortedMap<Long, AiRecord> records) {
    trace
        .retracted()
        .forEach(
            (entry, by) -> {
              for (long index : by) {
                if (records.get(index) instanceof AiRecord.Retraction retraction) {
                  add(entry, index, retraction);
                }
              }
            });
  }

  private void add(long entry, long by, AiRecord.Retraction retraction) {
    facts.row(
        "retractions",
        new Cells()
            .with("entry", Long.toString(entry))
            .with("retractedBy", Long.toString(by))
            .with("by", retraction.actor().name().orElse(retraction.actor().id()))
            .with("reason", retraction.reason())
            .all(),
        State.DECLARED,
        List.of(entry, by));
  }
}
