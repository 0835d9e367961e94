package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lengths, paths and roots of inclusion proofs, against [ReferenceTree].
class InclusionProofTest {

  @Test
  void equalsTheReferenceForEveryIndexOfEverySizeUpTo300() {
    ReferenceTree tree = ReferenceTree.ofSize(300);
    for (int size = 1; size <= 300; size++) {
      for (int index = 0; index < size; index++) {
        assertEqualsReference(tree, size, index);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 70_000})
  void equalsTheReferenceAround65536(int size) {
    ReferenceTree tree = ReferenceTree.ofSize(size);
    long seed = size;
    Random random = new Random(seed);
    for (int index : new int[] {0, 1, 32_768, 65_534, size - 1, random.nextInt(size)}) {
      assertEqualsReference(tree, size, index);
    }
  }

  @Test
  void refusesEveryOtherLeafIndexSizeAndHash() {
    // Given
    long seed = 20_260_102;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int size = 2 + random.nextInt(300);
      int index = random.nextInt(size);
      ReferenceTree tree = ReferenceTree.ofSize(size);
      InclusionProof proof = new InclusionProof(index, size, tree.inclusionProof(index));
      Digest leaf = tree.leafHashes().get(index);
      List<Digest> changed = new ArrayList<>(proof.hashes());
      changed.set(random.nextInt(changed.size()), flipped(leaf, random));

      // Then
      assertThat(proof.proves(leaf, tree.root())).as("seed %s", seed).isTrue();
      assertThat(proof.proves(flipped(leaf, random), tree.root())).as("seed %s", seed).isFalse();
      assertThat(new InclusionProof(index, size, changed).proves(leaf, tree.root()))
          .as("seed %s", seed)
          .isFalse();
    }
  }

  @Test
  void refusesAProofThatIsOneHashTooShort() {
    // Given
    List<Digest> path = ReferenceTree.ofSize(8).inclusionProof(5);
    List<Digest> shortened = path.subList(0, path.size() - 1);

    // When
    Throwable refusal = catchThrowable(() -> new InclusionProof(5, 8, shortened));

    // Then
    assertThat(refusal)
        .isInstanceOf(MalformedProofException.class)
        .hasMessage("index 5 in a tree of 8 needs 3 hashes, the proof has 2");
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "0,0", "1,1", "5,-1", "9223372036854775807,9223372036854775807"})
  void refusesAnIndexThatIsNotInTheTree(long index, long size) {
    assertThat(catchThrowable(() -> new InclusionProof(index, size, List.of())))
        .isInstanceOf(MalformedProofException.class);
    assertThat(catchThrowable(() -> InclusionProof.of(index, size, (l, i) -> Digest.EMPTY_ROOT)))
        .isInstanceOf(MalformedProofException.class);
  }

  @Test
  void provesTheLastLeafOfTheLargestTree() {
    // Given
    long size = Long.MAX_VALUE;
    Map<String, Digest> subtrees = new HashMap<>();
    PerfectSubtrees tree =
        (level, index) ->
            subtrees.computeIfAbsent(level + "/" + index, name -> new Hasher().text(name).finish());

    // When
    InclusionProof proof = InclusionProof.of(size - 1, size, tree);
    InclusionProof first = InclusionProof.of(0, size, tree);

    // Then
    assertThat(proof.hashes()).hasSize(62);
    assertThat(first.hashes()).hasSize(63);
    assertThat(proof.rootWith(tree.root(0, size - 1))).isEqualTo(tree.hash(0, size));
  }

  private static void assertEqualsReference(ReferenceTree tree, int size, int index) {
    InclusionProof proof = InclusionProof.of(index, size, tree::subtree);
    assertThat(proof.hashes())
        .as("index %s of %s", index, size)
        .isEqualTo(tree.inclusionProof(index, size));
    assertThat(proof.rootWith(tree.leafHashes().get(index)))
        .as("index %s of %s", index, size)
        .isEqualTo(tree.root(size));
  }

  private static Digest flipped(Digest digest, Random random) {
    byte[] bytes = digest.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Digest.of(bytes);
  }
}
