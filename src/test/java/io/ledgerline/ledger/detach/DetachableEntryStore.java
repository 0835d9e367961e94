package io.ledgerline.ledger.detach;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// An [EntryStore] whose first entries can be taken out. Thread-safe if the other store is.
public final class DetachableEntryStore implements EntryStore {

  private final EntryStore store;
  private volatile long before;
  private volatile Instant receivedAt = Instant.EPOCH;

  /// A store of which nothing is detached.
  public DetachableEntryStore(EntryStore store) {
    this.store = store;
  }

  /// Takes out the entries before an index.
  public void detach(long end) {
    before = end;
  }

  /// Takes out the entries before an index.
  ///
  /// @param last when the last of them was received
  public void detach(long end, Instant last) {
    receivedAt = last;
    before = end;
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
  public Uni<Written> append(LogId log, Batch batch) {
    return store.append(log, batch);
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
    return store.openings(log, indices.stream().filter(index -> index >= before).toList());
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return ifHere(from, () -> store.rows(log, from, countMax));
  }

  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return ifHere(from, () -> store.payloadRows(log, from, countMax, sizeBytesMax));
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return store.leafHashes(log, from, countMax);
  }

  private <T> Uni<T> ifHere(long from, Supplier<Uni<T>> answer) {
    return Uni.createFrom()
        .deferred(
            () ->
                from < before
                    ? Uni.createFrom().failure(new DetachedException(range()))
                    : answer.get());
  }

  private DetachedRange range() {
    Digest any = Digest.EMPTY_ROOT;
    return new DetachedRange(0, 0, before - 1, any, any, receivedAt, any, before);
  }
}
