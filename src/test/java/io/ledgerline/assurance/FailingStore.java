package io.ledgerline.assurance;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.SortedMap;

/// Keeps nothing.
final class FailingStore implements AssuranceStore {

  private final InMemoryAssuranceStore store = new InMemoryAssuranceStore();

  @Override
  public Uni<Progress> progress(LogId log) {
    return store.progress(log);
  }

  @Override
  public Uni<Boolean> advance(LogId log, long from, Progress to, List<Read> findings) {
    return Uni.createFrom().failure(new IllegalStateException("no room"));
  }

  @Override
  public Uni<List<FindingRow>> findings(LogId log, FindingFilter filter) {
    return store.findings(log, filter);
  }

  @Override
  public Uni<SortedMap<String, Long>> open(LogId log) {
    return store.open(log);
  }
}
