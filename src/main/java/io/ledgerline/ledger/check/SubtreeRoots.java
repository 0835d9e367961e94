package io.ledgerline.ledger.check;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What is known of a tree without reading its entries: tiles.
@FunctionalInterface
public interface SubtreeRoots {

  /// The root over the leaves `index * 2^level` to `(index + 1) * 2^level - 1`, all of which are
  /// there.
  Uni<Digest> root(int level, long index);

  /// The fewest perfect subtrees over a range of entries, in their order; waits for each.
  default List<Frontier> subtrees(long from, long to) {
    List<Frontier> subtrees = new ArrayList<>();
    long at = from;
    while (at < to) {
      int level = 63 - Long.numberOfLeadingZeros(to - at);
      level = Math.min(level, Long.numberOfTrailingZeros(at));
      Digest root = root(level, at >> level).await().indefinitely();
      subtrees.add(Frontier.ofSubtree(level, root));
      at += 1L << level;
    }
    return subtrees;
  }

  /// The roots of subtrees over the stored leaf hashes: no leaf is read, but every row.
  record Stored(LogId log, EntryStore entries) implements SubtreeRoots {

    private static final int PAGE_LEVEL = 14;

    @Override
    public Uni<Digest> root(int level, long index) {
      int page = 1 << Math.min(level, PAGE_LEVEL);
      long from = index << level;
      return Multi.createFrom()
          .items(LongStream.range(0, (1L << level) / page).boxed())
          .onItem()
          .transformToUniAndConcatenate(
              number -> entries.leafHashes(log, from + number * page, page))
          .collect()
          .in(
              () -> new Frontier[] {Frontier.EMPTY},
              (tree, hashes) -> tree[0] = tree[0].append(hashes))
          .map(
              tree -> {
                if (tree[0].size() != 1L << level) {
                  throw new CorruptEntryException("leaf hashes are missing behind " + from);
                }
                return tree[0].root();
              });
    }
  }
}
