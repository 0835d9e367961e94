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

  /// The tree with the leaves of another one behind its own.
  ///
  /// @throws IllegalArgumentException unless this size is a multiple of the other's largest perfect
  ///   subtree: its subtrees would not be those of the whole
  public Frontier join(Frontier behind) {
    if (behind.size == 0) {
      return this;
    }
    if (size % Long.highestOneBit(behind.size) != 0) {
      throw new IllegalArgumentException(behind.size + " leaves behind " + size);
    }
    List<Digest> stack = new ArrayList<>(roots);
    long grown = size;
    long left = behind.size;
    for (Digest root : behind.roots) {
      long width = Long.highestOneBit(left);
      Digest node = root;
      for (long merged = width; (grown & merged) != 0; merged <<= 1) {
        node = Digest.ofNode(stack.remove(stack.size() - 1), node);
      }
      stack.add(node);
      grown += width;
      left -= width;
    }
    return new Frontier(grown, stack);
  }

  /// The perfect subtree over `2^level` leaves, as a tree of its own.
  public static Frontier ofSubtree(int level, Digest root) {
    return new Frontier(1L << level, List.of(root));
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
