package io.ledgerline.http.payload;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.openlineage.DatasetUse;
import io.ledgerline.event.openlineage.LineageEvent;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.DatasetView;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.projection.facts.PayloadReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads facets from the payloads of the entries that the graph names. What was erased is absent.
/// Remembers what it read: for one request, on a thread that may block.
public final class PayloadFacets {

  private static final Comparator<EventPayload> BY_TIME =
      Comparator.comparing((EventPayload payload) -> payload.event().time().instant())
          .thenComparingLong(EventPayload::index);

  private final Ledger ledger;
  private final PayloadSettings settings;
  private final int payloadsMax;
  private final Map<Long, Optional<EventPayload>> read = new TreeMap<>();

  /// Of a ledger.
  ///
  /// @param payloadsMax of one job, run or dataset: the newest entries count
  public PayloadFacets(Ledger ledger, PayloadSettings settings, int payloadsMax) {
    this.ledger = ledger;
    this.settings = settings;
    this.payloadsMax = payloadsMax;
  }

  /// The facets of a run.
  public Facets ofRun(RunView run) {
    Facets facets = new Facets();
    for (EventPayload payload : events(run.entries())) {
      if (payload.event() instanceof LineageEvent.RunEvent event) {
        facets.put(event.run().facets(), payload);
      }
    }
    return facets;
  }

  /// The facets of the job that a run is of, as its events say.
  public Facets ofJob(RunView run) {
    return ofJob(run.entries());
  }

  /// The facets of a job: of its latest run, and of events about the job.
  public Facets ofJob(JobView job) {
    List<Long> entries = new ArrayList<>(job.entries());
    job.latestRuns().stream().findFirst().ifPresent(run -> entries.addAll(run.entries()));
    return ofJob(entries);
  }

  private Facets ofJob(List<Long> entries) {
    Facets facets = new Facets();
    for (EventPayload payload : events(entries)) {
      switch (payload.event()) {
        case LineageEvent.RunEvent event -> facets.put(event.job().facets(), payload);
        case LineageEvent.JobEvent event -> facets.put(event.job().facets(), payload);
        case LineageEvent.DatasetEvent _ -> {}
      }
    }
    return facets;
  }

  /// The facets of a dataset: of the run that wrote it, and of events about the dataset.
  public Facets ofDataset(DatasetView dataset) {
    List<Long> entries = new ArrayList<>(dataset.entries());
    dataset.createdBy().ifPresent(run -> entries.addAll(run.entries()));
    Facets facets = new Facets();
    for (EventPayload payload : events(entries)) {
      uses(payload.event())
          .filter(
              use ->
                  use.namespace().equals(dataset.namespace()) && use.name().equals(dataset.name()))
          .forEach(
              use -> {
                facets.put(use.facets(), payload);
                facets.put(use.ioFacets(), payload);
              });
    }
    return facets;
  }

  /// An event as it was written; empty if it was erased.
  public Optional<RawJson> event(long index) {
    return payload(index).map(payload -> new RawJson(payload.text().utf8()));
  }

  private static Stream<DatasetUse> uses(LineageEvent event) {
    return switch (event) {
      case LineageEvent.RunEvent run -> run.outputs().stream();
      case LineageEvent.DatasetEvent about -> Stream.of(about.dataset());
      case LineageEvent.JobEvent job -> job.outputs().stream();
    };
  }

  private List<EventPayload> events(List<Long> entries) {
    return entries.stream()
        .sorted(Comparator.reverseOrder())
        .limit(payloadsMax)
        .flatMap(index -> payload(index).stream())
        .sorted(BY_TIME)
        .toList();
  }

  private Optional<EventPayload> payload(long index) {
    return read.computeIfAbsent(
        index,
        at ->
            ledger
                .payload(at)
                .await()
                .atMost(settings.readTimeout())
                .flatMap(entry -> parsed(at, entry)));
  }

  private static Optional<EventPayload> parsed(long index, PayloadEntry entry) {
    Optional<Bytes> text = entry.readable();
    if (text.isEmpty() || !entry.entry().leaf().type().startsWith("openlineage-")) {
      return Optional.empty();
    }
    return PayloadReading.of(entry)
        .flatMap(
            stored ->
                stored instanceof StoredEvent.Lineage(var event)
                    ? Optional.of(new EventPayload(index, event, text.get()))
                    : Optional.empty());
  }
}
