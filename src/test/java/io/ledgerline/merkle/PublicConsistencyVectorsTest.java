package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The consistency vectors of transparency-dev/merkle: 6 that hold and 92 that must not.
class PublicConsistencyVectorsTest {

  /// Valid there, with "roots" of twelve bytes; here no digest has twelve bytes.
  private static final String OF_TWELVE_BYTES =
      "additional/sizes-are-equal-one-and-proof-is-empty.json";

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
}
