package io.ledgerline.dossier.fact;

import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.dossier.trace.ModelTrace;
import io.ledgerline.dossier.trace.TraceReader;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.Ref;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.projection.facts.PayloadReading;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// Collects everything that is recorded about a model version: where, from the graph; what, from
/// the entries.
///
/// A record that another one supersedes says nothing any more; it stays in the ledger. Thread-safe.
public final class FactCollector {

  /// How much is collected.
  ///
  /// @param versionsMax how many dataset versions are followed upstream
  /// @param decisionsMax how many decisions a bundle holds, the newest
  public record Limits(int versionsMax, int decisionsMax) {}

  private final LineageGraph graph;
  private final Iris iris;
  private final EntryReader reader;
  private final Executor blocking;
  private final Limits limits;
  private final StatementParts parts = StatementParts.load();

  /// @param iris of the log
  /// @param blocking runs what waits for the graph
  public FactCollector(
      LineageGraph graph, Iris iris, EntryReader reader, Executor blocking, Limits limits) {
    this.graph = graph;
    this.iris = iris;
    this.reader = reader;
    this.blocking = blocking;
    this.limits = limits;
  }

  /// Collects; empty if no record says that the model version exists.
  ///
  /// @param asOf what counts as now
  public Uni<Optional<Collected>> collect(ModelRef model, Instant asOf) {
    return Uni.createFrom()
        .item(() -> trace(model))
        .runSubscriptionOn(blocking)
        .chain(
            trace ->
                trace.isEmpty()
                    ? Uni.createFrom().item(Optional.<Collected>empty())
                    : reader
                        .read(withRetractions(trace.get()))
                        .chain(records -> collect(model, trace.get(), records, asOf))
                        .map(Optional::of));
  }

  private static SortedSet<Long> withRetractions(ModelTrace trace) {
    SortedSet<Long> entries = new TreeSet<>(trace.records());
    trace.retracted().values().forEach(by -> entries.addAll(by));
    return entries;
  }

  private Optional<ModelTrace> trace(ModelRef model) {
    return graph.read(
        store ->
            new TraceReader(store, iris, limits.versionsMax(), limits.decisionsMax()).read(model));
  }

  private Uni<Collected> collect(
      ModelRef model, ModelTrace trace, SortedMap<Long, PayloadEntry> records, Instant asOf) {
    ModelFacts facts = facts(model, trace, records, asOf);
    SortedSet<Long> missing = new TreeSet<>(facts.entries());
    missing.removeAll(records.keySet());
    return reader
        .read(missing)
        .map(
            others -> {
              SortedMap<Long, PayloadEntry> entries = new TreeMap<>(others);
              facts.entries().stream()
                  .filter(index -> records.containsKey(index))
                  .forEach(index -> entries.put(index, records.get(index)));
              return new Collected(facts, trace, entries);
            });
  }

  private ModelFacts facts(
      ModelRef model, ModelTrace trace, SortedMap<Long, PayloadEntry> records, Instant asOf) {
    SortedMap<Long, AiRecord> valid = valid(records);
    List<Long> versionEntries = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    FactList facts = new FactList();
    RecordFacts recordFacts = new RecordFacts(facts, parts, asOf);
    // The newest record of the version counts, where two are valid.
    new TreeMap<>(valid)
        .descendingMap()
        .forEach(
            (index, record) -> {
              if (record instanceof AiRecord.ModelVersion version && versionEntries.isEmpty()) {
                versionEntries.add(index);
                digests.add(version.artifactDigest());
                times.add(version.envelope().occurredAt());
                recordFacts.add(version, index);
              }
            });
    new TrainingFacts(facts).add(trace, versionEntries);
    Optional<Instant> newest = times.stream().max(Instant::compareTo);
    valid.forEach(
        (index, record) -> {
          switch (record) {
            case AiRecord.Evaluation evaluation -> recordFacts.add(evaluation, index);
            case AiRecord.Approval approval -> recordFacts.add(approval, index, digests);
            case AiRecord.Statement statement -> recordFacts.add(statement, index, newest);
            case AiRecord.ModelVersion _,
                AiRecord.Decision _,
                AiRecord.Oversight _,
                AiRecord.Contract _,
                AiRecord.Described _,
                AiRecord.Retraction _ -> {}
          }
        });
    new RetractionFacts(facts).add(trace, valid);
    return new ModelFacts(model, trace.iri(), facts.all());
  }

  /// The records that no other one supersedes, by entry.
  private static SortedMap<Long, AiRecord> valid(SortedMap<Long, PayloadEntry> entries) {
    SortedMap<Long, AiRecord> records = new TreeMap<>();
    entries.forEach(
        (index, entry) -> {
          if (PayloadReading.of(entry).orElse(null)
              instanceof StoredEvent.Ai(AiRecord record, var _)) {
            records.put(index, record);
          }
        });
    SortedSet<String> superseded = new TreeSet<>();
    records
        .values()
        .forEach(
            record ->
                record
                    .envelope()
                    .supersedes()
                    .ifPresent(
                        ref -> {
                          if (ref instanceof Ref.ById(String recordId)) {
                            superseded.add(recordId);
                          }
                        }));
    records.values().removeIf(record -> superseded.contains(record.envelope().recordId()));
    return records;
  }
}
