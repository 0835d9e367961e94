package io.ledgerline.projection.facts;

import io.ledgerline.entry.Genesis;
import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.Literals;
import io.ledgerline.graph.Standard;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.facets.Facets;
import io.ledgerline.projection.workspace.EntryNote;
import io.ledgerline.projection.workspace.Workspace;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Notes what one entry asserts.
public final class EntryFacts {

  private static final int REASON_LENGTH_MAX = 256;

  private final Genesis genesis;
  private final Facets facets;

  /// For the entries of one log.
  public EntryFacts(Genesis genesis, Facets facets) {
    this.genesis = genesis;
    this.facets = facets;
  }

  /// Notes an entry.
  ///
  /// @throws RuntimeException of any kind if it cannot be read; some facts may be noted by then
  public void note(Workspace workspace, PayloadEntry payloadEntry) {
    EntryNote entry = workspace.begin(payloadEntry.entry().index());
    Optional<StoredEvent> stored = PayloadReading.of(payloadEntry);
    if (stored.isEmpty()) {
      entry.describe(payloadEntry.entry().leaf().type());
      return;
    }
    switch (stored.get()) {
      case StoredEvent.Lineage(var event) -> lineage(entry, event);
      case StoredEvent.Ai(var record, var _) -> record(entry, record);
      case StoredEvent.System(var record) -> SystemFacts.note(entry, record);
      case StoredEvent.Opening() -> opening(entry);
    }
  }

  /// Notes that an entry is retracted, and what it was about, and nothing else of it.
  ///
  /// @param by the entries that retract it, at least one
  public void noteRetracted(Workspace workspace, PayloadEntry payloadEntry, Set<Long> by) {
    EntryNote entry = workspace.begin(payloadEntry.entry().index());
    entry.describe(payloadEntry.entry().leaf().type());
    by.forEach(i -> RetractionFacts.note(entry, entry.node(), workspace.iris().entry(i)));
    PayloadReading.of(payloadEntry).ifPresent(stored -> new RetractionFacts(entry).about(stored));
  }

  /// Notes that an entry could not be read, and nothing else of it.
  public static void noteError(Workspace workspace, PayloadEntry payloadEntry, String reason) {
    EntryNote entry = workspace.begin(payloadEntry.entry().index());
    entry.describe(payloadEntry.entry().leaf().type());
    entry.add(entry.node(), Standard.RDF_TYPE, Vocabulary.PROJECTION_ERROR_CLASS);
    String text = reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX));
    entry.add(entry.node(), Vocabulary.REASON, Literals.text(text));
  }

  private void lineage(EntryNote entry, LineageEvent event) {
    RunFacts facts = new RunFacts(entry, facets);
    switch (event) {
      case RunEvent run -> facts.note(run);
      case DatasetEvent dataset -> facts.note(dataset);
      case JobEvent job -> facts.note(job);
    }
  }

  private static void record(EntryNote entry, AiRecord record) {
    RecordFacts facts = new RecordFacts(entry);
    switch (record) {
      case AiRecord.ModelVersion modelVersion -> facts.note(modelVersion);
      case AiRecord.Evaluation evaluation -> facts.note(evaluation);
      case AiRecord.Decision decision -> DecisionFacts.note(entry, decision);
      case AiRecord.Oversight oversight -> facts.note(oversight);
      case AiRecord.Approval approval -> facts.note(approval);
      case AiRecord.Statement statement -> facts.note(statement);
      case AiRecord.Contract contract -> facts.note(contract);
      case AiRecord.Retraction retraction -> facts.note(retraction);
      case AiRecord.Described described -> new KindFacts(entry).note(described);
    }
  }

  private void opening(EntryNote entry) {
    entry.describe(Genesis.TYPE);
    Node log = entry.workspace().iris().log();
    entry.mint(log);
    entry.recordedIn(log);
    entry.add(log, Standard.RDF_TYPE, Vocabulary.LOG_CLASS);
    entry.add(log, Vocabulary.LOG_ID, Literals.text(genesis.log().toString()));
    entry.add(log, Vocabulary.ORIGIN, Literals.text(genesis.origin()));
  }
}
