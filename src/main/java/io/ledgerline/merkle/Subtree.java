package io.ledgerline.merkle;

import java.util.List;

/// The leaves of a tree from a first one to before a last one that hash to a node of every tree
/// that holds them, or would if it ended there (draft-ietf-plants-merkle-tree-certs section 4.1): a
/// sealed segment is one.
///
/// @param start the index of its first leaf, a multiple of the smallest power of two that is not
///   below the number of its leaves
/// @param end the index after its last leaf
public record Subtree(long start, long end) {

  /// Checks that there is such a subtree.
  ///
  /// @throws MalformedProofException if not
  public Subtree {
    if (start < 0 || end <= start) {
      throw new MalformedProofException("no leaf is in [" + start + ", " + end + ")");
    }
    int height = Long.SIZE - Long.numberOfLeadingZeros(end - start - 1);
    if (Long.numberOfTrailingZeros(start) < height) {
      throw new MalformedProofException("[" + start + ", " + end + ") is no subtree");
    }
  }

  /// The proof that a leaf is in this subtree (section 4.3): that of a tree of its own.
  ///
  /// @param index of the leaf in the whole tree
  /// @throws MalformedProofException if the leaf is elsewhere, or the hashes are too many or too
  ///   few
  public InclusionProof inclusion(long index, List<Digest> hashes) {
    return new InclusionProof(Math.subtractExact(index, start), end - start, hashes);
  }

  /// Whether a tree holds this subtree (section 4.4): with `start` 0, whether it began as this.
  ///
  /// @param hashes the consistency proof, in the order of the draft
  /// @param root of this subtree
  /// @param size of the tree
  /// @param treeRoot of the tree
  /// @throws MalformedProofException if the tree is too small, or the hashes are too many or too
  ///   few
  public boolean isIn(long size, List<Digest> hashes, Digest root, Digest treeRoot) {
    if (end > size) {
      throw new MalformedProofException("[" + start + ", " + end + ") in a tree of " + size);
    }
    boolean isAtEnd = end == size;
    int below = 0;
    while (start >>> below != (end - 1) >>> below && (isAtEnd || ((end - 1) >>> below & 1) == 1)) {
      below++;
    }
    long first = start >>> below;
    long node = (end - 1) >>> below;
    long last = (size - 1) >>> below;
    int given = first == node ? 0 : 1;
    if (hashes.size() < given) {
      throw new MalformedProofException("the proof has no hash");
    }
    Digest smaller = given == 0 ? root : hashes.get(0);
    Digest larger = smaller;
    for (Digest hash : hashes.subList(given, hashes.size())) {
      if (last == 0) {
        throw new MalformedProofException("the proof goes on above the root");
      }
      if ((node & 1) == 1 || node == last) {
        if (first < node) {
          smaller = Digest.ofNode(hash, smaller);
        }
        larger = Digest.ofNode(hash, larger);
        while ((node & 1) == 0 && node != 0) {
          first >>>= 1;
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        larger = Digest.ofNode(larger, hash);
      }
      first >>>= 1;
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new MalformedProofException("the proof ends below the root");
    }
    return smaller.equals(root) && larger.equals(treeRoot);
  }
}
