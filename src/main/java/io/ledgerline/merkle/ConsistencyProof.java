package io.ledgerline.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The proof that a tree is the beginning of a larger one: that between two checkpoints a log only
/// grew (RFC 9162 section 2.1.4).
///
/// A proof of the wrong length never exists in memory.
///
/// @param from the size of the smaller tree, at least 1: every tree begins with the empty one, so
///   that a proof from it would show nothing
/// @param to the size of the larger tree, at least `from`
/// @param hashes the nodes in RFC 9162's order; none where the sizes are equal
public record ConsistencyProof(long from, long to, List<Digest> hashes) {

  /// Checks the sizes, and that the number of hashes is exactly what they need.
  ///
  /// @throws MalformedProofException if one of them is wrong
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
    requireSizes(from, to);
    int needed = length(from, to);
    if (hashes.size() != needed) {
      throw new MalformedProofException(
          "sizes %d and %d need %d hashes, the proof has %d"
              .formatted(from, to, needed, hashes.size()));
    }
  }

  /// Makes the proof between two sizes of a tree (RFC 9162 section 2.1.4.1).
  ///
  /// @param tree knows the perfect subtrees of the larger size
  /// @throws MalformedProofException if `from` is below 1 or above `to`
  public static ConsistencyProof of(long from, long to, PerfectSubtrees tree) {
    requireSizes(from, to);
    List<Digest> downward = new ArrayList<>();
    long start = 0;
    long end = to;
    while (end != from) {
      long split = start + Long.highestOneBit(end - start - 1);
      if (from <= split) {
        downward.add(tree.hash(split, end));
        end = split;
      } else {
        downward.add(tree.hash(start, split));
        start = split;
      }
    }
    if (start != 0) {
      downward.add(tree.hash(start, end));
    }
    Collections.reverse(downward);
    return new ConsistencyProof(from, to, downward);
  }

  /// Whether the tree with the second root begins with the whole tree of the first (RFC 9162
  /// section 2.1.4.2).
  public boolean proves(Digest fromRoot, Digest toRoot) {
    if (from == to) {
      return fromRoot.equals(toRoot);
    }
    int first = firstGiven(from);
    Digest smaller = first == 0 ? fromRoot : hashes.get(0);
    Digest larger = smaller;
    int common = Long.numberOfTrailingZeros(from);
    long node = (from - 1) >>> common;
    long last = (to - 1) >>> common;
    for (Digest hash : hashes.subList(first, hashes.size())) {
      if ((node & 1) == 1 || node == last) {
        smaller = Digest.ofNode(hash, smaller);
        larger = Digest.ofNode(hash, larger);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        larger = Digest.ofNode(larger, hash);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new IllegalStateException("a proof of the right length ends at the root");
    }
    return smaller.equals(fromRoot) && larger.equals(toRoot);
  }

  private static void requireSizes(long from, long to) {
    if (from < 1 || to < from) {
      throw new MalformedProofException("no proof leads from size " + from + " to size " + to);
    }
  }

  /// 0 where the smaller tree is perfect: its root, which the verifier has, is the first node.
  private static int firstGiven(long from) {
    return Long.bitCount(from) == 1 ? 0 : 1;
  }

  private static int length(long from, long to) {
    if (from == to) {
      return 0;
    }
    int inner = Long.SIZE - Long.numberOfLeadingZeros((from - 1) ^ (to - 1));
    int below = inner - Long.numberOfTrailingZeros(from);
    return firstGiven(from) + below + Long.bitCount((from - 1) >>> inner);
  }
}
