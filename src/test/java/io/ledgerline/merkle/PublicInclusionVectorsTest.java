package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.house.SharedFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The inclusion vectors of transparency-dev/merkle: 6 that hold and 92 that must not.
class PublicInclusionVectorsTest {

  @Test
  void agreesWithEveryVector() throws IOException {
    // Given
    Path folder = SharedFiles.require("vectors/merkle/testdata/inclusion");
    List<Path> vectors;
    try (Stream<Path> files = Files.walk(folder)) {
      vectors = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }

    // When
    List<String> wrong = new ArrayList<>();
    for (Path vector : vectors) {
      JsonObject content =
          (JsonObject)
              StrictJsonReader.read(
                  Bytes.owned(Files.readAllBytes(vector)), JsonLimits.OWN_RECORDS);
      boolean wanted = !((JsonBoolean) content.members().get("wantErr")).value();
      if (holds(content) != wanted) {
        wrong.add(folder.relativize(vector).toString());
      }
    }

    // Then
    assertThat(vectors).hasSize(98);
    assertThat(wrong).isEmpty();
  }

  private static boolean holds(JsonObject vector) {
    try {
      List<Digest> hashes =
          vector.array("proof").stream()
              .map(hash -> Digest.parseBase64(((JsonString) hash).value()))
              .toList();
      return new InclusionProof(number(vector, "leafIdx"), number(vector, "treeSize"), hashes)
          .proves(
              Digest.parseBase64(vector.string("leafHash").orElse("")),
              Digest.parseBase64(vector.string("root").orElse("")));
    } catch (MalformedProofException | IllegalArgumentException | ArithmeticException refused) {
      return false;
    }
  }

  /// An unsigned number of 64 bits; one above 2^63 - 1 is refused, as where files are parsed.
  private static long number(JsonObject vector, String name) {
    return new BigInteger(((JsonNumber) vector.members().get(name)).text()).longValueExact();
  }
}
