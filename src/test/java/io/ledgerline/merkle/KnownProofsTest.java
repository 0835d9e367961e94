package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every inclusion and consistency proof of RFC 6962 up to eight leaves, computed elsewhere.
class KnownProofsTest {

  private final JsonObject answers = KnownAnswers.read("rfc6962-known-answers.json");
  private final ReferenceTree tree = ReferenceTree.of(digests(answers.array("leaf_hashes")));

  @Test
  void makesAndAcceptsEveryKnownInclusionProof() {
    // Given
    List<JsonValue> known = answers.array("inclusion_proofs");
    for (JsonValue each : known) {
      JsonObject answer = (JsonObject) each;
      long index = PublicVectors.number(answer, "index");
      long size = PublicVectors.number(answer, "size");

      // When
      InclusionProof proof = InclusionProof.of(index, size, tree::subtree);

      // Then
      assertThat(proof.hashes()).isEqualTo(digests(answer.array("proof")));
      assertThat(proof.proves(tree.leafHashes().get((int) index), root(size))).isTrue();
    }
    assertThat(known).hasSize(36);
  }

  @Test
  void makesAndAcceptsEveryKnownConsistencyProof() {
    // Given
    List<JsonValue> known = answers.array("consistency_proofs");
    for (JsonValue each : known) {
      JsonObject answer = (JsonObject) each;
      long from = PublicVectors.number(answer, "size1");
      long to = PublicVectors.number(answer, "size2");

      // When
      ConsistencyProof proof = ConsistencyProof.of(from, to, tree::subtree);

      // Then
      assertThat(proof.hashes()).isEqualTo(digests(answer.array("proof")));
      assertThat(proof.proves(root(from), root(to))).isTrue();
    }
    assertThat(known).hasSize(36);
  }

  private Digest root(long size) {
    JsonObject answer = (JsonObject) answers.array("roots_by_size").get((int) size);
    return Digest.parseHex(answer.string("root").orElseThrow());
  }

  private static List<Digest> digests(List<JsonValue> hex) {
    return hex.stream().map(hash -> Digest.parseHex(((JsonString) hash).value())).toList();
  }
}
