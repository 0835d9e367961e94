package io.ledgerline.ops;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/// A store that measures what is appended to another: entries a batch, and how long it took.
public final class MeteredEntryStore implements EntryStore {

  private final EntryStore store;
  private final DistributionSummary batchEntries;
  private final Timer appends;
  private final MeterRegistry registry;

  /// Measures a store.
  public MeteredEntryStore(EntryStore store, MeterRegistry registry) {
    this.store = store;
    this.registry = registry;
    this.batchEntries =
        DistributionSummary.builder("ledgerline.ledger.batch")
            .description("Entries of one batch")
            .baseUnit("entries")
            .register(registry);
    this.appends =
        Timer.builder("ledgerline.ledger.append")
            .description("One batch, until it is durable or refused")
            .register(registry);
  }

  @Override
  public Uni<Written> append(LogId log, Batch batch) {
    Uni<Written> append = store.append(log, batch);
    return Uni.createFrom()
        .deferred(
            () -> {
              Timer.Sample sample = Timer.start(registry);
              batchEntries.record(batch.entries().size());
              return append.onTermination().invoke(() -> sample.stop(appends));
            });
  }

  @Override
  public Uni<Genesis> open(Genesis proposed) {
    return store.open(proposed);
  }

  @Override
  public Uni<Head> head(LogId log) {
    return store.head(log);
  }

  @Override
  public Uni<Boolean> isCommitted(LogId log, Batch batch) {
    return store.isCommitted(log, batch);
  }

  @Override
  public Uni<List<Known>> known(LogId log, List<Identity> identities) {
    return store.known(log, identities);
  }

  @Override
  public Uni<List<Opening>> openings(LogId log, Collection<Long> indices) {
    return store.openings(log, indices);
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return store.rows(log, from, countMax);
  }

  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return store.payloadRows(log, from, countMax, sizeBytesMax);
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return store.leafHashes(log, from, countMax);
  }

  @Override
  public Uni<List<DetachedRange>> detached(LogId log) {
    return store.detached(log);
  }
}
