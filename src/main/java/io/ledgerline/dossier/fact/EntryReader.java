package io.ledgerline.dossier.fact;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Reads entries with their payloads, neighbours together.
public final class EntryReader {

  private static final int PAGE_MAX = 128;

  private final Ledger ledger;

  /// Reads from this ledger.
  public EntryReader(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The entries at these indices; one that is not there is left out.
  public Uni<SortedMap<Long, PayloadEntry>> read(SortedSet<Long> indices) {
    return Multi.createFrom()
        .iterable(runs(indices))
        .onItem()
        .transformToUniAndConcatenate(this::page)
        .collect()
        .in(TreeMap<Long, PayloadEntry>::new, (all, page) -> all.putAll(page))
        .map(all -> all);
  }

  /// A page may end early, by size: the rest follows.
  private Uni<SortedMap<Long, PayloadEntry>> page(Range range) {
    return ledger
        .read(range.from(), range.count())
        .chain(
            page -> {
              SortedMap<Long, PayloadEntry> found = new TreeMap<>();
              page.forEach(entry -> found.put(entry.entry().index(), entry));
              if (page.isEmpty() || page.size() >= range.count()) {
                return Uni.createFrom().item(found);
              }
              Range rest = new Range(range.from() + page.size(), range.count() - page.size());
              return page(rest)
                  .map(
                      more -> {
                        found.putAll(more);
                        return found;
                      });
            });
  }

  private static List<Range> runs(SortedSet<Long> indices) {
    List<Range> runs = new ArrayList<>();
    for (long index : indices) {
      Range last = runs.isEmpty() ? new Range(-1, 0) : runs.getLast();
      if (last.from() + last.count() == index && last.count() < PAGE_MAX && !runs.isEmpty()) {
        runs.set(runs.size() - 1, new Range(last.from(), last.count() + 1));
      } else {
        runs.add(new Range(index, 1));
      }
    }
    return runs;
  }

  /// Neighbouring indices.
  private record Range(long from, int count) {}
}
