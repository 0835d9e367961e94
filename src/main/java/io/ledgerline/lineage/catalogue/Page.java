package io.ledgerline.lineage.catalogue;

import java.util.List;

/// A part of a list.
///
/// @param items from the offset on
/// @param totalCount of the list; if it is truncated, of what was looked at
/// @param truncated whether not all was looked at, so that items may be missing
/// @param position the index of the last ledger entry that was taken into account
public record Page<T>(List<T> items, long totalCount, boolean truncated, long position) {

  /// Copies the items.
  public Page {
    items = List.copyOf(items);
  }

  /// A page with one item alone.
  static <T> Page<T> only(T item, long position) {
    return new Page<>(List.of(item), 1, false, position);
  }

  /// The part of a whole list.
  static <T> Page<T> of(List<T> all, int limit, int offset, boolean truncated, long position) {
    int from = Math.min(offset, all.size());
    int to = Math.min(from + limit, all.size());
    return new Page<>(all.subList(from, to), all.size(), truncated, position);
  }
}
