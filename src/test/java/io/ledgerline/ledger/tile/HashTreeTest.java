package io.ledgerline.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.merkle.ReferenceTree;
import io.ledgerline.merkle.Tile;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Roots, proofs, tiles and bundles of [HashTree], against [ReferenceTree].
@Execution(ExecutionMode.CONCURRENT)
class HashTreeTest {

  private static final LogId LOG = new LogId(new UUID(0, 1));
  private static final TestLeaves LEAVES = new TestLeaves(70_300);
  private static final ReferenceTree REFERENCE = ReferenceTree.of(LEAVES.hashes());

  private final InMemoryTileStore store = new InMemoryTileStore();

  @Test
  void equalsTheReferenceAtEverySizeUpTo300() {
    for (int size = 1; size <= 300; size++) {
      // Given
      HashTree tree = opened(LEAVES.upTo(size), size);

      // When
      answered(tree.integrate(size));

      // Then
      assertEqualsReference(tree, size);
      for (int i = 0; i < size; i += 1 + size / 40) {
        assertProofs(tree, i, 1 + i, size);
      }
    }
  }

  @Test
  void equalsTheReferenceAtRandomSizesUpTo70300() {
    // Given
    long seed = 20_260_303;
    Random random = new Random(seed);
    List<Integer> sizes =
        new ArrayList<>(List.of(511, 512, 513, 65_535, 65_536, 65_537, 65_792, 69_999, 70_000));
    random.ints(12, 301, 70_300).forEach(sizes::add);
    HashTree tree = opened(LEAVES, 70_300);
    tree.append(0, LEAVES.hashes().subList(0, 1_000));

    for (int size : sizes) {
      // When
      answered(tree.integrate(size));

      // Then
      assertEqualsReference(tree, size);
      for (int round = 0; round < 20; round++) {
        assertProofs(tree, random.nextInt(size), 1 + random.nextInt(size), size);
      }
    }
  }

  @Test
  void goesOnFromItsTilesWithoutReadingTheEntriesAgain() {
    // Given
    answered(opened(LEAVES, 70_300).integrate(70_300));
    TestLeaves watched = new TestLeaves(70_300);

    // When
    HashTree tree = opened(watched, 70_300);
    Digest root = answered(tree.root(70_300));
    assertProofs(tree, 123, 65_537, 70_300);

    // Then
    assertThat(root).isEqualTo(REFERENCE.root(70_300));
    assertThat(watched.hashesRead).hasValue(70_300 % 256);
    assertThat(watched.leavesRead).hasValue(0);
  }

  @Test
  void passesOverWhatItHasAndWhatIsBehindAGap() {
    // Given
    HashTree tree = opened(LEAVES, 600);

    // When
    tree.append(0, LEAVES.hashes().subList(0, 200));
    tree.append(100, LEAVES.hashes().subList(100, 300));
    tree.append(400, LEAVES.hashes().subList(400, 500));

    // Then
    assertThat(answered(tree.root(600))).isEqualTo(REFERENCE.root(600));
  }

  @Test
  void followsNoFurtherThanThereIsRoomForTilesThatAreNotKept() {
    // Given
    int room = HashTree.WAITING_MAX * TilePath.FULL_WIDTH;
    List<Digest> batch = LEAVES.hashes().subList(0, 65_536);
    HashTree tree = opened(LEAVES, 70_300);

    // When
    for (long from = 0; from < 2L * room; from += batch.size()) {
      tree.append(from, batch);
    }

    // Then
    assertThat(tree.size()).isBetween((long) room - 65_536, (long) room + 65_536);
  }

  @Test
  void refusesToProveAgainstARootThatIsNotTheTrees() {
    // Given
    HashTree tree = opened(LEAVES, 300);

    // When
    Throwable failure = catchThrowable(() -> answered(tree.proof(7, 300, Digest.EMPTY_ROOT)));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry 7 is not in the tree of 300 entries that was signed");
  }

  @Test
  void saysSoWhereTheStoreEndsTooEarly() {
    // Given
    HashTree tree = opened(LEAVES.upTo(10), 10);

    // When
    Throwable failure = catchThrowable(() -> answered(tree.root(11)));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the store ends at entry 10");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 65_537, 66_001})
  void hasTheSameTilesWhateverTheBatches(int size) {
    // Given
    long seed = size;
    Random random = new Random(seed);
    HashTree tree = opened(LEAVES, size);
    while (tree.size() < size) {
      int from = (int) tree.size();
      int to = Math.min(size, from + 1 + random.nextInt(511));

      // When
      tree.append(from, LEAVES.hashes().subList(from, to));
      if (random.nextInt(10) == 0) {
        answered(tree.integrate(to));
      }
    }

    // Then
    assertEqualsReference(tree, size);
  }

  private HashTree opened(HashTree.Leaves leaves, long size) {
    return answered(HashTree.open(LOG, leaves, store, size));
  }

  private static void assertProofs(HashTree tree, int index, int from, int size) {
    Digest root = REFERENCE.root(size);
    InclusionProof inclusion = answered(tree.proof(index, size, root));
    ConsistencyProof consistency = answered(tree.consistency(from, size));
    assertThat(inclusion.hashes()).isEqualTo(REFERENCE.inclusionProof(index, size));
    assertThat(consistency.hashes()).isEqualTo(REFERENCE.consistencyProof(from, size));
    assertThat(consistency.proves(REFERENCE.root(from), root)).isTrue();
  }

  /// The root, and of each level the last full tile, the partial one and one in between.
  private static void assertEqualsReference(HashTree tree, int size) {
    assertThat(answered(tree.root(size))).as("size %s", size).isEqualTo(REFERENCE.root(size));
    for (int level = 0; TilePath.Hashes.count(level, size) > 0; level++) {
      int count = (int) TilePath.Hashes.count(level, size);
      int last = (count - 1) / 256;
      for (int n : new int[] {last, Math.max(0, last - 1), last / 2}) {
        List<Digest> expected = REFERENCE.tile(level, n, size);
        Bytes tile = answered(tree.read(new TilePath.Hashes(level, n, expected.size())));
        assertThat(Tile.parse(tile.view())).isEqualTo(Tile.of(expected));
        if (level == 0) {
          Bytes bundle = answered(tree.read(new TilePath.Entries(n, expected.size())));
          assertThat(EntryBundle.parse(bundle.view()))
              .containsExactlyElementsOf(
                  LEAVES.leaves().subList(n * 256, n * 256 + expected.size()).stream()
                      .map(Bytes::view)
                      .toList());
        }
      }
    }
  }

  private static <T> T answered(Uni<T> answer) {
    return answer.await().indefinitely();
  }
}
