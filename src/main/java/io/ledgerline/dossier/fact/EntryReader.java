package io.ledgerline.dossier.fact;

import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Reads entries with their payloads, neighbours together; from files the few that are kept so,
/// where the store has them no more.
public final class EntryReader {

  private static final int PAGE_MAX = 128;

  private final Ledger ledger;
  private final KeptEntries kept;

  /// Reads from this ledger.
  ///
  /// @param kept what is left of detached segments
  public EntryReader(Ledger ledger, KeptEntries kept) {
    this.ledger = ledger;
    this.kept = kept;
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
              return page(rest).map(more -> together(found, more));
            })
        .onFailure(DetachedException.class)
        .recoverWithUni(gone -> kept(range, gone));
  }

  /// The first entry of the range is detached.
  private Uni<SortedMap<Long, PayloadEntry>> kept(Range range, Throwable gone) {
    return kept.read(range.from())
        .chain(
            found -> {
              if (found.isEmpty()) {
                return Uni.createFrom().failure(gone);
              }
              SortedMap<Long, PayloadEntry> first = new TreeMap<>();
              first.put(range.from(), found.get());
              return range.count() == 1
                  ? Uni.createFrom().item(first)
                  : page(new Range(range.from() + 1, range.count() - 1))
                      .map(more -> together(first, more));
            });
  }

  private static SortedMap<Long, PayloadEntry> together(
      SortedMap<Long, PayloadEntry> some, SortedMap<Long, PayloadEntry> more) {
    some.putAll(more);
    return some;
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
