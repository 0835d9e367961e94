package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lengths, nodes and verdicts of consistency proofs, against [ReferenceTree].
class ConsistencyProofTest {

  @Test
  void equalsTheReferenceForEveryTwoSizesUpTo300() {
    ReferenceTree tree = ReferenceTree.ofSize(300);
    for (int to = 1; to <= 300; to++) {
      for (int from = 1; from <= to; from++) {
        assertEqualsReference(tree, from, to);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 70_000})
  void equalsTheReferenceAround65536(int to) {
    ReferenceTree tree = ReferenceTree.ofSize(to);
    long seed = to;
    Random random = new Random(seed);
    for (int from : new int[] {1, 2, 255, 32_768, to - 1, to, 1 + random.nextInt(to)}) {
      assertEqualsReference(tree, from, to);
    }
  }

  @Test
  void refusesEveryOtherRootAndHash() {
    // Given
    long seed = 20_260_301;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int to = 2 + random.nextInt(300);
      int from = 1 + random.nextInt(to - 1);
      ReferenceTree tree = ReferenceTree.ofSize(to);
      Digest before = tree.root(from);
      List<Digest> hashes = tree.consistencyProof(from);
      ConsistencyProof proof = new ConsistencyProof(from, to, hashes);
      List<Digest> changed = new ArrayList<>(hashes);
      int at = random.nextInt(changed.size());
      changed.set(at, flipped(changed.get(at), random));

      // Then
      assertThat(proof.proves(before, tree.root())).as("seed %s", seed).isTrue();
      assertThat(proof.proves(flipped(before, random), tree.root())).as("seed %s", seed).isFalse();
      assertThat(proof.proves(before, flipped(tree.root(), random))).as("seed %s", seed).isFalse();
      assertThat(proof.proves(tree.root(), before)).as("seed %s", seed).isFalse();
      assertThat(new ConsistencyProof(from, to, changed).proves(before, tree.root()))
          .as("seed %s", seed)
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"3,8,4", "4,8,1", "6,8,3", "1,8,3", "7,8,4", "5,5,0", "1,1,0"})
  void hasExactlyAsManyHashesAsItsSizesNeed(int from, int to, int needed) {
    // Given
    List<Digest> hashes = ReferenceTree.ofSize(to).consistencyProof(from);
    List<Digest> longer = new ArrayList<>(hashes);
    longer.add(Digest.EMPTY_ROOT);

    // When
    Throwable refusal = catchThrowable(() -> new ConsistencyProof(from, to, longer));

    // Then
    assertThat(hashes).hasSize(needed);
    assertThat(refusal)
        .isInstanceOf(MalformedProofException.class)
        .hasMessage(
            "sizes %d and %d need %d hashes, the proof has %d"
                .formatted(from, to, needed, needed + 1));
    if (needed > 0) {
      assertThat(catchThrowable(() -> new ConsistencyProof(from, to, hashes.subList(1, needed))))
          .isInstanceOf(MalformedProofException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "-1,1", "2,1", "1,-1", "9223372036854775807,1"})
  void refusesSizesBetweenWhichNothingIsProved(long from, long to) {
    assertThat(catchThrowable(() -> new ConsistencyProof(from, to, List.of())))
        .isInstanceOf(MalformedProofException.class)
        .hasMessage("no proof leads from size " + from + " to size " + to);
    assertThat(catchThrowable(() -> ConsistencyProof.of(from, to, (l, i) -> Digest.EMPTY_ROOT)))
        .isInstanceOf(MalformedProofException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1L << 62, (1L << 62) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void provesTheGrowthOfTheLargestTree(long from) {
    // Given
    long to = Long.MAX_VALUE;
    PerfectSubtrees tree = new AlikeLeaves();

    // When
    ConsistencyProof proof = ConsistencyProof.of(from, to, tree);

    // Then
    assertThat(proof.proves(tree.hash(0, from), tree.hash(0, to))).isTrue();
    assertThat(proof.proves(tree.hash(0, to), tree.hash(0, to))).isEqualTo(from == to);
  }

  private static void assertEqualsReference(ReferenceTree tree, int from, int to) {
    ConsistencyProof proof = ConsistencyProof.of(from, to, tree::subtree);
    assertThat(proof.hashes()).as("%s to %s", from, to).isEqualTo(tree.consistencyProof(from, to));
    assertThat(proof.proves(tree.root(from), tree.root(to))).as("%s to %s", from, to).isTrue();
  }

  private static Digest flipped(Digest digest, Random random) {
    byte[] bytes = digest.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Digest.of(bytes);
  }

  /// A tree too large to be built, whose leaves are all alike, so that every subtree of a level is.
  private static final class AlikeLeaves implements PerfectSubtrees {

    private final List<Digest> byLevel = new ArrayList<>(List.of(Digest.EMPTY_ROOT));

    @Override
    public Digest root(int level, long index) {
      while (byLevel.size() <= level) {
        byLevel.add(Digest.ofNode(byLevel.getLast(), byLevel.getLast()));
      }
      return byLevel.get(level);
    }
  }
}
