package io.ledgerline.merkle;

/// Where the hashes of a tree's perfect subtrees come from.
///
/// Implemented by whoever stores hashes: tiles, a table, a list in a test.
@FunctionalInterface
public interface PerfectSubtrees {

  /// The root of the perfect subtree over the leaves `index * 2^level` to `(index + 1) * 2^level -
  /// 1`.
  Digest root(int level, long index);

  /// The hash of the leaves `start` (inclusive) to `end` (exclusive), by RFC 9162 section 2.1.1.
  ///
  /// `start` must be a multiple of the largest power of two that is not above `end - start`, as
  /// every subtree of a proof is; `end` must be above `start`.
  default Digest hash(long start, long end) {
    long width = Long.highestOneBit(end - start);
    Digest left = root(Long.numberOfTrailingZeros(width), start / width);
    return start + width == end ? left : Digest.ofNode(left, hash(start + width, end));
  }
}
