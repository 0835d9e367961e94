package io.ledgerline.assurance;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Findings in memory.
public final class InMemoryAssuranceStore implements AssuranceStore {

  private final TreeMap<Long, FindingRow> rows = new TreeMap<>();
  private Progress progress = Progress.NOTHING;

  /// Nothing.
  public InMemoryAssuranceStore() {}

  @Override
  public Uni<Progress> progress(LogId log) {
    return Uni.createFrom().item(() -> progress);
  }

  @Override
  public Uni<Boolean> advance(LogId log, long from, Progress to, List<Read> findings) {
    return Uni.createFrom().item(() -> advance(from, to, findings));
  }

  private synchronized boolean advance(long from, Progress to, List<Read> findings) {
    if (progress.next() != from) {
      return false;
    }
    progress = to;
    for (Read read : findings) {
      OptionalLong opened = read.finding().opened();
      if (opened.isEmpty()) {
        rows.putIfAbsent(
            read.entry(),
            new FindingRow(
                read.entry(),
                read.receivedAt(),
                read.finding(),
                OptionalLong.empty(),
                Optional.empty()));
      } else {
        rows.computeIfPresent(
            opened.getAsLong(),
            (entry, row) ->
                row.closedBy().isPresent()
                    ? row
                    : new FindingRow(
                        entry,
                        row.openedAt(),
                        row.finding(),
                        OptionalLong.of(read.entry()),
                        Optional.of(read.receivedAt())));
      }
    }
    return true;
  }

  @Override
  public Uni<List<FindingRow>> findings(LogId log, FindingFilter filter) {
    return Uni.createFrom()
        .item(
            () ->
                rows.headMap(filter.before(), false).descendingMap().values().stream()
                    .filter(
                        row -> filter.isOpen().map(o -> o == row.closedBy().isEmpty()).orElse(true))
                    .filter(row -> filter.kind().map(row.finding().kind()::equals).orElse(true))
                    .filter(
                        row ->
                            filter
                                .subject()
                                .map(row.finding().subject().names().getFirst()::equals)
                                .orElse(true))
                    .limit(filter.countMax())
                    .toList());
  }

  @Override
  public Uni<SortedMap<String, Long>> open(LogId log) {
    return Uni.createFrom()
        .item(
            () -> {
              SortedMap<String, Long> counts = new TreeMap<>();
              rows.values().stream()
                  .filter(row -> row.closedBy().isEmpty())
                  .forEach(row -> counts.merge(row.finding().kind(), 1L, Long::sum));
              return counts;
            });
  }
}
