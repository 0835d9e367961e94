package io.ledgerline.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// RFC 9162 section 2.1 by the letter: slow, and only for tests. The fast code must equal it. What
/// was hashed once is remembered, so that all sizes of one tree can be compared.
public final class ReferenceTree {

  private record Range(int start, int end) {}

  private final List<Digest> leafHashes;
  private final Map<Range, Digest> hashed = new HashMap<>();

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
    return root(leafHashes.size());
  }

  /// The same of the first `size` leaves.
  public Digest root(int size) {
    return mth(0, size);
  }

  /// `PATH(m, D_n)`, section 2.1.3.1.
  public List<Digest> inclusionProof(int index) {
    return inclusionProof(index, leafHashes.size());
  }

  /// The same in the tree of the first `size` leaves.
  public List<Digest> inclusionProof(int index, int size) {
    return path(index, 0, size);
  }

  /// `PROOF(m, D_n)`, section 2.1.4.1.
  public List<Digest> consistencyProof(int from) {
    return consistencyProof(from, leafHashes.size());
  }

  /// The same in the tree of the first `to` leaves.
  public List<Digest> consistencyProof(int from, int to) {
    return subproof(from, 0, to, true);
  }

  /// The tile of this level and index in the tree of the first `size` leaves, C2SP tlog-tiles,
  /// "Merkle Tree": `MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])` for every i up to
  /// 255 of which the tree has all leaves.
  public List<Digest> tile(int level, int n, int size) {
    long span = 1L << (8 * level);
    List<Digest> tile = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      long start = (n * 256L + i) * span;
      if (start + span <= size) {
        tile.add(mth((int) start, (int) (start + span)));
      }
    }
    return tile;
  }

  /// The root of the perfect subtree of this level and index.
  Digest subtree(int level, long index) {
    int width = 1 << level;
    int start = Math.toIntExact(index * width);
    return mth(start, start + width);
  }

  private Digest mth(int start, int end) {
    Range range = new Range(start, end);
    Digest known = hashed.get(range);
    if (known == null) {
      known = compute(start, end);
      hashed.put(range, known);
    }
    return known;
  }

  private Digest compute(int start, int end) {
    int n = end - start;
    if (n == 0) {
      return new Hasher().finish();
    }
    if (n == 1) {
      return leafHashes.get(start);
    }
    int k = largestPowerOfTwoBelow(n);
    return new Hasher().u8(0x01).digest(mth(start, start + k)).digest(mth(start + k, end)).finish();
  }

  private List<Digest> path(int m, int start, int end) {
    if (end - start == 1) {
      return List.of();
    }
    int k = largestPowerOfTwoBelow(end - start);
    List<Digest> path = new ArrayList<>();
    if (m < k) {
      path.addAll(path(m, start, start + k));
      path.add(mth(start + k, end));
    } else {
      path.addAll(path(m - k, start + k, end));
      path.add(mth(start, start + k));
    }
    return path;
  }

  private List<Digest> subproof(int m, int start, int end, boolean known) {
    if (m == end - start) {
      return known ? List.of() : List.of(mth(start, end));
    }
    int k = largestPowerOfTwoBelow(end - start);
    List<Digest> proof = new ArrayList<>();
    if (m <= k) {
      proof.addAll(subproof(m, start, start + k, known));
      proof.add(mth(start + k, end));
    } else {
      proof.addAll(subproof(m - k, start + k, end, false));
      proof.add(mth(start, start + k));
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
