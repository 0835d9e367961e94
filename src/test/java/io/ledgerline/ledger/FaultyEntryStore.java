package io.ledgerline.ledger;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// An [EntryStore] whose calls fail when told to: before they take effect, after it, or never
/// answering. Thread-safe.
public final class FaultyEntryStore implements EntryStore {

  /// A method of the port.
  public enum Call {
    OPEN,
    HEAD,
    APPEND,
    IS_COMMITTED,
    KNOWN,
    OPENINGS,
    ROWS,
    PAYLOAD_ROWS,
    LEAF_HASHES
  }

  /// How a call fails.
  public enum Fault {
    NONE,
    BEFORE,
    AFTER,
    SILENCE
  }

  private volatile EntryStore store;
  private final Map<Call, AtomicInteger> countdowns = new EnumMap<>(Call.class);
  private volatile Fault fault = Fault.NONE;
  private volatile Fault always = Fault.NONE;
  private volatile Set<Digest> refused = Set.of();
  private final Set<Long> pending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pendingMax = new AtomicInteger();

  /// A store that works, until told otherwise.
  public FaultyEntryStore(EntryStore store) {
    this.store = store;
    for (Call call : Call.values()) {
      countdowns.put(call, new AtomicInteger());
    }
  }

  /// The nth call from now on fails once.
  public void failOnce(Call call, int nth, Fault how) {
    fault = how;
    countdowns.get(call).set(nth);
  }

  /// Every call fails from now on; [Fault#NONE] ends it.
  public void failAlways(Fault how) {
    always = how;
  }

  /// Another store answers from now on, as when a database was restored behind its address.
  public void become(EntryStore other) {
    store = other;
  }

  /// Batches with this event are refused from now on.
  public void refuse(Submission event) {
    refused = Set.of(event.identity().key());
  }

  @Override
  public Uni<Genesis> open(Genesis proposed) {
    return call(Call.OPEN, () -> store.open(proposed));
  }

  @Override
  public Uni<Head> head(LogId log) {
    return call(Call.HEAD, () -> store.head(log));
  }

  @Override
  public Uni<Written> append(LogId log, Batch batch) {
    pending.add(batch.before().size());
    pendingMax.accumulateAndGet(pending.size(), Math::max);
    return written(log, batch)
        .onTermination()
        .invoke(() -> pending.removeIf(size -> size <= batch.before().size()));
  }

  /// How many batches were handed over at once, at most, of which the first was not answered.
  public int pendingMax() {
    return pendingMax.get();
  }

  private Uni<Written> written(LogId log, Batch batch) {
    return batch.entries().stream()
            .anyMatch(line -> refused.contains(line.submission().identity().key()))
        ? Uni.createFrom().item(new Written.Refused("refused"))
        : call(Call.APPEND, () -> store.append(log, batch));
  }

  @Override
  public Uni<Boolean> isCommitted(LogId log, Batch batch) {
    return call(Call.IS_COMMITTED, () -> store.isCommitted(log, batch));
  }

  @Override
  public Uni<List<Known>> known(LogId log, List<Identity> identities) {
    return call(Call.KNOWN, () -> store.known(log, identities));
  }

  @Override
  public Uni<List<Opening>> openings(LogId log, Collection<Long> indices) {
    return call(Call.OPENINGS, () -> store.openings(log, indices));
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return call(Call.ROWS, () -> store.rows(log, from, countMax));
  }

  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return call(Call.PAYLOAD_ROWS, () -> store.payloadRows(log, from, countMax, sizeBytesMax));
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return call(Call.LEAF_HASHES, () -> store.leafHashes(log, from, countMax));
  }

  private <T> Uni<T> call(Call call, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () ->
                switch (due(call)) {
                  case NONE -> work.get();
                  case BEFORE -> Uni.createFrom().failure(new IOException("before " + call));
                  case AFTER ->
                      work.get()
                          .chain(
                              done -> Uni.createFrom().failure(new IOException("after " + call)));
                  case SILENCE -> Uni.createFrom().nothing();
                });
  }

  private Fault due(Call call) {
    AtomicInteger countdown = countdowns.get(call);
    if (countdown.get() > 0 && countdown.decrementAndGet() == 0) {
      return fault;
    }
    return always;
  }
}
