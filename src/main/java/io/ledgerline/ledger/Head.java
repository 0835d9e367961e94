package io.ledgerline.ledger;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import java.time.Instant;
import java.util.List;

/// Where a log ends. The head that the store keeps is the truth: whoever appends swaps it for the
/// next one, and only if it is still the one that was read.
///
/// @param frontier of the tree over all entries; its size is the next index
/// @param chainHash of the last entry
/// @param receivedAt the last entry's time of receipt, in microseconds: the next one is not earlier
/// @param epoch how many batches were committed
public record Head(Frontier frontier, Digest chainHash, Instant receivedAt, long epoch) {

  /// The head of a log without entries.
  public static final Head EMPTY =
      new Head(Frontier.EMPTY, ChainHash.BEFORE_FIRST, Instant.EPOCH, 0);

  /// The number of entries.
  public long size() {
    return frontier.size();
  }

  /// The Merkle tree hash over all entries.
  public Digest root() {
    return frontier.root();
  }

  /// The log with this head, for the guard to compare.
  RollbackGuard.Stored stored(LogId log, EntryStore entries, HashTree tree) {
    return new RollbackGuard.Stored(
        size(), root(), tree::root, () -> entries.head(log).map(Head::size));
  }

  /// Checks what the store claims the head to be after this one: a log only grows.
  ///
  /// @throws CorruptEntryException if it is smaller, or of the same size and another
  void requireGrowth(Head claimed) {
    boolean isSame =
        claimed.size() == size()
            && claimed.chainHash().equals(chainHash)
            && claimed.root().equals(root());
    if (claimed.size() <= size() && !isSame) {
      throw new CorruptEntryException(
          claimed.size() < size()
              ? "the log had %d entries and now has %d".formatted(size(), claimed.size())
              : "the first %d entries of the log are not what they were".formatted(size()));
    }
  }

  /// Checks that these are all entries from the last one on, and the last one is the head's. There
  /// may be one more if another replica appended before the entries were read.
  ///
  /// @param later the head after they were read
  /// @throws CorruptEntryException if not
  void requireEnd(List<EntryStore.EntryRow> rows, Head later) {
    requireGrowth(later);
    boolean isLast =
        size() == 0
            || (!rows.isEmpty()
                && rows.getFirst().index() == size() - 1
                && rows.getFirst().chainHash().equals(chainHash));
    boolean isEnd = later.size() > size() || rows.size() == (size() == 0 ? 0 : 1);
    if (!isLast || !isEnd) {
      throw new CorruptEntryException(
          "the head of %d entries does not fit the last entry".formatted(size()));
    }
  }
}
