package io.ledgerline.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The proof that a leaf stands at an index of a tree (RFC 9162 section 2.1.3).
///
/// A proof of the wrong length never exists in memory.
///
/// @param index the leaf's place, from 0
/// @param size the number of leaves of the tree
/// @param hashes the siblings on the way to the root, the leaf's own first
public record InclusionProof(long index, long size, List<Digest> hashes) {

  /// Checks the index, and that the number of hashes is exactly what index and size need.
  ///
  /// @throws MalformedProofException if one of them is wrong
  public InclusionProof {
    hashes = List.copyOf(hashes);
    if (index < 0 || index >= size) {
      throw new MalformedProofException("index " + index + " in a tree of " + size);
    }
    int needed = length(index, size);
    if (hashes.size() != needed) {
      throw new MalformedProofException(
          "index %d in a tree of %d needs %d hashes, the proof has %d"
              .formatted(index, size, needed, hashes.size()));
    }
  }

  /// Makes the proof for an index of a tree (RFC 9162 section 2.1.3.1).
  ///
  /// @throws MalformedProofException if the index is not in the tree
  public static InclusionProof of(long index, long size, PerfectSubtrees tree) {
    if (index < 0 || index >= size) {
      throw new MalformedProofException("index " + index + " in a tree of " + size);
    }
    List<Digest> downward = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long split = start + Long.highestOneBit(end - start - 1);
      if (index < split) {
        downward.add(tree.hash(split, end));
        end = split;
      } else {
        downward.add(tree.hash(start, split));
        start = split;
      }
    }
    Collections.reverse(downward);
    return new InclusionProof(index, size, downward);
  }

  /// The root of the tree that holds the leaf where this proof says (RFC 9162 section 2.1.3.2).
  public Digest rootWith(Digest leafHash) {
    long node = index;
    long last = size - 1;
    Digest root = leafHash;
    for (Digest sibling : hashes) {
      if ((node & 1) == 1 || node == last) {
        root = Digest.ofNode(sibling, root);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        root = Digest.ofNode(root, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new IllegalStateException("a proof of the right length ends at the root");
    }
    return root;
  }

  /// Whether the leaf is in the tree with this root.
  public boolean proves(Digest leafHash, Digest root) {
    return rootWith(leafHash).equals(root);
  }

  private static int length(long index, long size) {
    int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
    return inner + Long.bitCount(index >>> inner);
  }
}
