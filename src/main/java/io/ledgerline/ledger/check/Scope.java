package io.ledgerline.ledger.check;

import io.ledgerline.ledger.detach.DetachedRange;
import io.ledgerline.merkle.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a verification rehashes. The log is cut into ranges of [#RANGE_SIZE] entries.
///
/// @param withPayloads whether payloads are rehashed too, or leaves, chain, tree and checkpoints
///   alone
/// @param since empty for all of the log
public record Scope(boolean withPayloads, Optional<Since> since) {

  /// The height of the subtree over a range.
  public static final int RANGE_LEVEL = 14;

  /// Entries of a range: a part of a segment that one thread takes at a time.
  public static final int RANGE_SIZE = 1 << RANGE_LEVEL;

  /// All of the log, with its payloads.
  public static final Scope EVERYTHING = new Scope(true, Optional.empty());

  /// All of the log, without its payloads.
  public static final Scope LEAVES = new Scope(false, Optional.empty());

  /// What was verified before, and need not be again: of the ranges that are not rehashed the tree
  /// alone is compared.
  ///
  /// @param size that was verified, at least 1
  /// @param root of the tree at this size
  /// @param chainHash of the last entry at this size
  /// @param again ranges that are rehashed nevertheless, counted from 0
  public record Since(long size, Digest root, Digest chainHash, SortedSet<Long> again) {

    /// Copies the ranges.
    public Since {
      again = Collections.unmodifiableSortedSet(new TreeSet<>(again));
    }
  }

  /// Whether a range is rehashed. The first one always is: it says which log this is. The one that
  /// the last verification ended in is too, so that the two meet within a range.
  boolean isRehashed(long range) {
    return since
        .map(
            known ->
                range == 0
                    || range >= (known.size() - 1) >> RANGE_LEVEL
                    || known.again().contains(range))
        .orElse(true);
  }

  /// Entries that one thread takes at a time: a range to be rehashed, or ranges in a row that are
  /// not, or a segment that is detached.
  ///
  /// @param from the first entry
  /// @param to the entry behind the last one
  /// @param isRehashed whether they are read and hashed
  /// @param detached the segment, if it is one
  record Part(long from, long to, boolean isRehashed, Optional<DetachedRange> detached) {

    /// The parts of a log, in their order. Each is aligned so that its tree joins the one before.
    ///
    /// @param detached the segments with which the log begins that are
    static List<Part> of(Scope scope, long size, List<DetachedRange> detached) {
      List<Part> parts = new ArrayList<>();
      long from = 0;
      for (DetachedRange range : detached) {
        parts.add(new Part(range.first(), range.before(), false, Optional.of(range)));
        from = range.before();
      }
      while (from < size) {
        long range = from >> RANGE_LEVEL;
        boolean isRehashed = scope.isRehashed(range);
        do {
          range++;
        } while (!isRehashed && range << RANGE_LEVEL < size && !scope.isRehashed(range));
        long aligned =
            isRehashed && from % RANGE_SIZE != 0
                ? from + Long.lowestOneBit(from)
                : range * RANGE_SIZE;
        long to = Math.min(size, aligned);
        parts.add(new Part(from, to, isRehashed, Optional.empty()));
        from = to;
      }
      return parts;
    }

    /// How many entries it has.
    long size() {
      return to - from;
    }
  }
}
