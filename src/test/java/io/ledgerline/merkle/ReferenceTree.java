package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// RFC 9162 section 2.1 by the letter: slow, without state, and only for tests. The fast code must
/// equal it.
public final class ReferenceTree {

  private final List<Digest> leafHashes;

  private ReferenceTree(List<Digest> leafHashes) {
    this.leafHashes = leafHashes;
  }

  /// A tree of `size` leaves, leaf i being the eight bytes of i, big-endian.
  public static ReferenceTree ofSize(int size) {
    List<Digest> hashes = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      hashes.add(Digest.ofLeaf(ByteBuffer.allocate(8).putLong(i).flip()));
    }
    return new ReferenceTree(hashes);
  }

  /// The tree over leaf hashes that come from elsewhere.
  public static ReferenceTree of(List<Digest> leafHashes) {
    return new ReferenceTree(List.copyOf(leafHashes));
  }

  /// The leaf hashes.
  public List<Digest> leafHashes() {
    return leafHashes;
  }

  /// `MTH(D_n)`, section 2.1.1.
  public Digest root() {
    return mth(leafHashes);
  }

  /// `PATH(m, D_n)`, section 2.1.3.1.
  public List<Digest> inclusionProof(int index) {
    return path(index, leafHashes);
  }

  /// `PROOF(m, D_n)`, section 2.1.4.1.
  public List<Digest> consistencyProof(int from) {
    return subproof(from, leafHashes, true);
  }

  /// The root of the perfect subtree of this level and index.
  Digest subtree(int level, long index) {
    int width = 1 << level;
    int start = Math.toIntExact(index * width);
    return mth(leafHashes.subList(start, start + width));
  }

  private static Digest mth(List<Digest> d) {
    if (d.isEmpty()) {
      return new Hasher().finish();
    }
    if (d.size() == 1) {
      return d.getFirst();
    }
    int k = largestPowerOfTwoBelow(d.size());
    return new Hasher()
        .u8(0x01)
        .digest(mth(d.subList(0, k)))
        .digest(mth(d.subList(k, d.size())))
        .finish();
  }

  private static List<Digest> path(int m, List<Digest> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = largestPowerOfTwoBelow(d.size());
    List<Digest> path = new ArrayList<>();
    if (m < k) {
      path.addAll(path(m, d.subList(0, k)));
      path.add(mth(d.subList(k, d.size())));
    } else {
      path.addAll(path(m - k, d.subList(k, d.size())));
      path.add(mth(d.subList(0, k)));
    }
    return path;
  }

  private static List<Digest> subproof(int m, List<Digest> d, boolean known) {
    if (m == d.size()) {
      return known ? List.of() : List.of(mth(d));
    }
    int k = largestPowerOfTwoBelow(d.size());
    List<Digest> proof = new ArrayList<>();
    if (m <= k) {
      proof.addAll(subproof(m, d.subList(0, k), known));
      proof.add(mth(d.subList(k, d.size())));
    } else {
      proof.addAll(subproof(m - k, d.subList(k, d.size()), false));
      proof.add(mth(d.subList(0, k)));
    }
    return proof;
  }

  private static int largestPowerOfTwoBelow(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
