package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The inclusion vectors of transparency-dev/merkle: of trees, 6 that hold and 92 that must not; of
/// subtrees, 12 and 192.
class PublicInclusionVectorsTest {

  @Test
  void agreesWithEveryVector() throws IOException {
    // Given
    PublicVectors vectors = PublicVectors.of("inclusion");

    // When
    List<String> wrong =
        vectors.disagreements(
            vector ->
                new InclusionProof(
                        PublicVectors.number(vector, "leafIdx"),
                        PublicVectors.number(vector, "treeSize"),
                        PublicVectors.proof(vector))
                    .proves(
                        PublicVectors.digest(vector, "leafHash"),
                        PublicVectors.digest(vector, "root")));

    // Then
    assertThat(vectors.count(true)).isEqualTo(6);
    assertThat(vectors.count(false)).isEqualTo(92);
    assertThat(wrong).isEmpty();
  }

  @Test
  void agreesWithEveryVectorOfALeafInASubtree() throws IOException {
    // Given
    PublicVectors vectors = PublicVectors.of("subtreeinclusion");

    // When
    List<String> wrong =
        vectors.disagreements(
            vector ->
                PublicVectors.subtree(vector)
                    .inclusion(PublicVectors.number(vector, "leafIdx"), PublicVectors.proof(vector))
                    .proves(
                        PublicVectors.digest(vector, "leafHash"),
                        PublicVectors.digest(vector, "root")));

    // Then
    assertThat(vectors.count(true)).isEqualTo(12);
    assertThat(vectors.count(false)).isEqualTo(192);
    assertThat(wrong).isEmpty();
  }
}
