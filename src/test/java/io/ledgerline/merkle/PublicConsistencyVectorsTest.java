package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The consistency vectors of transparency-dev/merkle: of trees, 6 that hold and 92 that must not;
/// of subtrees, 12 and 106.
class PublicConsistencyVectorsTest {

  /// Valid there, with "roots" of twelve bytes; here no digest has twelve bytes.
  private static final String OF_TWELVE_BYTES =
      "additional/sizes-are-equal-one-and-proof-is-empty.json";

  /// Valid there; the draft's subtrees have leaves: whoever is shown none has been shown nothing.
  private static final String OF_NO_LEAF = "additional/subtree-is-empty-";

  @Test
  void agreesWithEveryVectorButTheOneWhoseRootsAreNoDigests() throws IOException {
    // Given
    PublicVectors vectors = PublicVectors.of("consistency");

    // When
    List<String> wrong =
        vectors.disagreements(
            vector ->
                new ConsistencyProof(
                        PublicVectors.number(vector, "size1"),
                        PublicVectors.number(vector, "size2"),
                        PublicVectors.proof(vector))
                    .proves(
                        PublicVectors.digest(vector, "root1"),
                        PublicVectors.digest(vector, "root2")));

    // Then
    assertThat(vectors.count(true)).isEqualTo(6);
    assertThat(vectors.count(false)).isEqualTo(92);
    assertThat(wrong).containsExactly(OF_TWELVE_BYTES);
  }

  @Test
  void acceptsThatOneWithRootsOfTheRightLength() {
    assertThat(new ConsistencyProof(1, 1, List.of()).proves(Digest.EMPTY_ROOT, Digest.EMPTY_ROOT))
        .isTrue();
  }

  @Test
  void agreesWithEveryVectorOfASubtreeThatHasLeavesAndARoot() throws IOException {
    // Given
    PublicVectors vectors = PublicVectors.of("subtreeconsistency");

    // When
    List<String> wrong =
        vectors.disagreements(
            vector ->
                PublicVectors.subtree(vector)
                    .isIn(
                        PublicVectors.number(vector, "size"),
                        PublicVectors.proof(vector),
                        PublicVectors.digest(vector, "root1"),
                        PublicVectors.digest(vector, "root2")));

    // Then
    assertThat(vectors.count(true)).isEqualTo(12);
    assertThat(vectors.count(false)).isEqualTo(106);
    assertThat(wrong)
        .hasSize(7)
        .allMatch(name -> name.startsWith(OF_NO_LEAF) || name.equals(OF_TWELVE_BYTES));
  }

  @Test
  void showsThatASealedPartIsInEveryLargerTree() {
    // Given
    ReferenceTree tree = ReferenceTree.ofSize(40);

    for (int height = 0; height < 5; height++) {
      int leaves = 1 << height;
      for (int start = 0; start + leaves <= 40; start += leaves) {
        Subtree subtree = new Subtree(start, start + leaves);
        Digest root = ReferenceTree.of(tree.leafHashes().subList(start, start + leaves)).root();
        Digest other = Digest.ofLeaf(ByteBuffer.allocate(1));

        for (int size = start + leaves; size <= 40; size++) {
          // When
          List<Digest> proof = above(tree.inclusionProof(start, size), height);

          // Then
          assertThat(subtree.isIn(size, proof, root, tree.root(size))).isTrue();
          assertThat(subtree.isIn(size, proof, other, tree.root(size))).isFalse();
          assertThat(subtree.isIn(size, proof, root, other)).isFalse();
        }
      }
    }
  }

  /// A perfect subtree is a node: what is beside the way of its first leaf from there on.
  private static List<Digest> above(List<Digest> inclusion, int height) {
    return inclusion.subList(height, inclusion.size());
  }
}
