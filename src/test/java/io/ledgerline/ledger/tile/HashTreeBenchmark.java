package io.ledgerline.ledger.tile;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/// What a tree costs as the log grows: making its tiles, opening it, proofs, memory. Run by hand;
/// the figures of one run are in `docs/design/02-tiles.md`.
public final class HashTreeBenchmark {

  private static final Logger LOG = Logger.getLogger("bench");
  private static final LogId ID = new LogId(new UUID(0, 1));
  private static final int PROOFS = 2_000;

  private HashTreeBenchmark() {}

  /// Measures trees of these sizes, or of 10,000 and 1,000,000 entries.
  public static void main(String[] arguments) throws IOException {
    List<Long> sizes =
        arguments.length == 0
            ? List.of(10_000L, 10_000L, 1_000_000L)
            : List.of(arguments).stream().map(Long::valueOf).toList();
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (long size : sizes) {
        measure(size, executor);
      }
    }
  }

  private static void measure(long size, ExecutorService executor) throws IOException {
    Path directory = Files.createTempDirectory("tiles");
    TileStore files = TileFiles.in(directory, executor, InstantSource.system());
    long start = System.nanoTime();
    HashTree first = answered(HashTree.open(ID, new Numbers(), files, size));
    answered(first.integrate(size));
    Digest root = answered(first.root(size));
    long made = System.nanoTime();

    long before = used();
    long opening = System.nanoTime();
    HashTree tree = answered(HashTree.open(ID, new Numbers(), new TileCache(files, 512), size));
    answered(tree.proof(size / 3, size, root));
    long proved = System.nanoTime();
    Random random = new Random(1);
    long proofs = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      answered(tree.proof(random.nextLong(size), size, root));
    }
    long consistencies = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      answered(tree.consistency(1 + random.nextLong(size), size));
    }
    long end = System.nanoTime();
    long after = used();
    LOG.info(
        "%d entries: tiles made in %d ms; open and first proof %d ms;"
            .concat(" inclusion %d µs, consistency %d µs; %d KiB more")
            .formatted(
                size,
                (made - start) / 1_000_000,
                (proved - opening) / 1_000_000,
                (consistencies - proofs) / 1_000 / PROOFS,
                (end - consistencies) / 1_000 / PROOFS,
                (after - before) / 1_024));
    if (tree.size() != size) {
      throw new IllegalStateException("the tree has " + tree.size());
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static <T> T answered(Uni<T> answer) {
    return answer.await().indefinitely();
  }

  /// Leaves of 500 bytes that start with their number.
  private static final class Numbers implements HashTree.Leaves {

    @Override
    public Uni<List<Digest>> hashes(long from, int countMax) {
      return leaves(from, countMax)
          .map(leaves -> leaves.stream().map(leaf -> Digest.ofLeaf(leaf.view())).toList());
    }

    @Override
    public Uni<List<Bytes>> leaves(long from, int countMax) {
      return Uni.createFrom()
          .item(
              () ->
                  LongStream.range(from, from + countMax)
                      .mapToObj(i -> Bytes.owned(ByteBuffer.allocate(500).putLong(i).array()))
                      .toList());
    }
  }
}
