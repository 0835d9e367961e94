package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All that is needed of a tree to append to it and to know its root: the roots of its perfect
/// subtrees, left to right ("compact range"; one for each 1-bit of the size).
///
/// @param size the number of leaves, 0 to 2^63 - 1
/// @param roots the roots of the perfect subtrees, the largest first
public record Frontier(long size, List<Digest> roots) {

  /// The tree without leaves.
  public static final Frontier EMPTY = new Frontier(0, List.of());

  /// Checks that the roots fit the size.
  ///
  /// @throws IllegalArgumentException if the size is negative, or has another number of 1-bits
  public Frontier {
    roots = List.copyOf(roots);
    if (size < 0 || roots.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of size " + size + " has not " + roots.size() + " perfect subtrees");
    }
  }

  /// The tree with these leaf hashes behind its own.
  public Frontier append(List<Digest> leafHashes) {
    List<Digest> stack = new ArrayList<>(roots);
    long grown = size;
    for (Digest leafHash : leafHashes) {
      Digest node = leafHash;
      for (long bits = grown; (bits & 1) == 1; bits >>>= 1) {
        node = Digest.ofNode(stack.remove(stack.size() - 1), node);
      }
      stack.add(node);
      grown++;
    }
    return new Frontier(grown, stack);
  }

  /// The root hash of RFC 9162 section 2.1.1.
  public Digest root() {
    if (roots.isEmpty()) {
      return Digest.EMPTY_ROOT;
    }
    Digest root = roots.get(roots.size() - 1);
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = Digest.ofNode(roots.get(i), root);
    }
    return root;
  }

  /// The stored form: the roots, 32 bytes each, the largest subtree first.
  public byte[] toArray() {
    ByteBuffer bytes = ByteBuffer.allocate(roots.size() * Digest.SIZE_BYTES);
    roots.forEach(root -> bytes.put(root.view()));
    return bytes.array();
  }

  /// Reads the stored form.
  ///
  /// @throws IllegalArgumentException if the bytes do not fit the size
  public static Frontier parse(long size, byte[] bytes) {
    if (bytes.length % Digest.SIZE_BYTES != 0) {
      throw new IllegalArgumentException("a frontier of " + bytes.length + " bytes");
    }
    List<Digest> roots = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Digest.SIZE_BYTES) {
      roots.add(Digest.of(Arrays.copyOfRange(bytes, at, at + Digest.SIZE_BYTES)));
    }
    return new Frontier(size, roots);
  }
}
