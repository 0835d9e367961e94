package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Leaves of a tree: leaf i is the eight bytes of i, as in the reference tree. Counts how many are
/// asked for.
final class TestLeaves implements HashTree.Leaves {

  private final List<Bytes> leaves = new ArrayList<>();
  private final List<Digest> hashes = new ArrayList<>();
  final AtomicInteger hashesRead = new AtomicInteger();
  final AtomicInteger leavesRead = new AtomicInteger();

  TestLeaves(int count) {
    for (long i = 0; i < count; i++) {
      leaves.add(Bytes.owned(ByteBuffer.allocate(8).putLong(i).array()));
      hashes.add(Digest.ofLeaf(leaves.getLast().view()));
    }
  }

  List<Digest> hashes() {
    return hashes;
  }

  List<Bytes> leaves() {
    return leaves;
  }

  /// Puts another leaf in its place.
  void tamper(int index, String text) {
    leaves.set(index, Bytes.utf8(text));
    hashes.set(index, Digest.ofLeaf(leaves.get(index).view()));
  }

  /// The first leaves alone.
  HashTree.Leaves upTo(int count) {
    TestLeaves all = this;
    return new HashTree.Leaves() {
      @Override
      public Uni<List<Digest>> hashes(long from, int countMax) {
        return all.hashes(from, Math.clamp(count - from, 0, countMax));
      }

      @Override
      public Uni<List<Bytes>> leaves(long from, int countMax) {
        return all.leaves(from, Math.clamp(count - from, 0, countMax));
      }
    };
  }

  @Override
  public Uni<List<Digest>> hashes(long from, int countMax) {
    return Uni.createFrom()
        .item(
            () -> {
              List<Digest> page = hashes.stream().skip(from).limit(countMax).toList();
              hashesRead.addAndGet(page.size());
              return page;
            });
  }

  @Override
  public Uni<List<Bytes>> leaves(long from, int countMax) {
    return Uni.createFrom()
        .item(
            () -> {
              List<Bytes> page = leaves.stream().skip(from).limit(countMax).toList();
              leavesRead.addAndGet(page.size());
              return page;
            });
  }
}
