package io.ledgerline.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.Inspection;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is thought of signatures, and which keys there can be.
class SignerKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final String TYPE = "io.ledgerline.approval.v1";
  private static final Bytes DATA = Bytes.utf8("{\"a\":1}");
  private static final Signer ANN = Signer.ed25519("ann-1", "ann");
  private static final Signer BOB = Signer.p256("bob-1", "bob", "SHA256withECDSAinP1363Format");

  @Test
  void everyAlgorithmIsVerifiedInEveryForm() {
    for (Signer signer :
        List.of(ANN, BOB, new Signer("bob-1", "bob", BOB.pair(), "SHA256withECDSA"))) {
      // Given
      Inspection inspection = new Inspection();

      // When
      boolean isDsse =
          verified(Map.of("dsse", signer.dsse(TYPE, DATA)), keys(signer), inspection) == 1;
      boolean isJws =
          verified(Map.of("jws", signer.jws(TYPE, DATA)), keys(signer), inspection) == 1;

      // Then
      assertThat(isDsse).as(signer.algorithm()).isTrue();
      // A JWS of ES256 has no DER.
      assertThat(isJws)
          .as(signer.algorithm())
          .isEqualTo(!signer.algorithm().equals("SHA256withECDSA"));
    }
  }

  @Test
  void aKeyThatIsNotKnownOrDoesNotCountIsAWarning() {
    for (SignerKeys keys :
        List.of(
            SignerKeys.NONE,
            keys(BOB),
            new SignerKeys(List.of(ANN.key(Optional.of(NOW.plusSeconds(1)), Optional.empty()))),
            new SignerKeys(List.of(ANN.key(Optional.empty(), Optional.of(NOW)))))) {
      // Given
      Inspection inspection = new Inspection();

      // When
      int verified = verified(Map.of("jws", ANN.jws(TYPE, DATA)), keys, inspection);

      // Then
      assertThat(verified).isZero();
      assertThat(warnings(inspection))
          .singleElement()
          .satisfies(warning -> assertThat(warning.pointer()).isEqualTo("/jws"));
    }
  }

  @Test
  void aKeyCountsWithinItsTime() {
    // Given
    SignerKeys keys =
        new SignerKeys(List.of(ANN.key(Optional.of(NOW), Optional.of(NOW.plusSeconds(1)))));

    // When / Then
    assertThat(verified(Map.of("jws", ANN.jws(TYPE, DATA)), keys, new Inspection())).isEqualTo(1);
  }

  @Test
  void aSignatureThatANamedKeyDidNotMakeIsAViolation() {
    // Given
    Signer other = new Signer(ANN.id(), ANN.actor(), Signer.ed25519("x", "x").pair(), "Ed25519");
    Signer otherKind = new Signer(ANN.id(), ANN.actor(), BOB.pair(), BOB.algorithm());

    for (Signer forger : List.of(other, otherKind)) {
      // When
      Inspection inspection = new Inspection();
      int verified =
          verified(
              Map.of("jws", forger.jws(TYPE, DATA), "dsse", forger.dsse(TYPE, DATA)),
              keys(ANN),
              inspection);

      // Then
      assertThat(verified).isZero();
      assertThat(violations(inspection))
          .extracting(Violation::pointer)
          .containsExactly("/dsse", "/jws");
    }
  }

  @Test
  void whatCannotBeReadOrIsNotAcceptedIsAViolation() {
    String cty = "\"kid\":\"ann-1\",\"cty\":\"" + TYPE + "+json\"";
    for (String header :
        List.of(
            "{\"alg\":\"none\"," + cty + "}",
            "{\"alg\":\"HS256\"," + cty + "}",
            "{" + cty + "}",
            "{\"alg\":\"EdDSA\",\"kid\":\"ann-1\"}",
            "{\"alg\":\"EdDSA\",\"kid\":\"ann-1\",\"cty\":\"json\"}",
            "{\"alg\":\"EdDSA\"," + cty + ",\"crit\":[\"exp\"]}",
            "{\"alg\":\"EdDSA\"," + cty + ",\"b64\":true}",
            "{\"alg\":\"EdDSA\"," + cty + ",\"b64\":\"no\",\"crit\":[\"b64\"]}",
            "{\"alg\":\"EdDSA\"," + cty + ",\"alg\":\"none\"}",
            "[]")) {
      // When
      Inspection inspection = new Inspection();
      int verified = verified(Map.of("jws", ANN.jws(header, true, DATA)), keys(ANN), inspection);

      // Then
      assertThat(violations(inspection)).as(header).isNotEmpty();
      assertThat(verified).as(header).isBetween(0, 1);
    }
    String good = ANN.jws(TYPE, DATA);
    for (Map<String, String> attributes :
        List.of(
            Map.of("jws", ""),
            Map.of("jws", "a.b"),
            Map.of("jws", good.replace("..", ".e30.")),
            Map.of("jws", good + "="),
            Map.of("jws", good + "AAAA"),
            Map.of("dsse", "no"),
            Map.of("dsse", "{}"),
            Map.of("dsse", ANN.dsse(TYPE, DATA).replace("\"sig\"", "\"sign\"")),
            Map.of("dsse", ANN.dsse(TYPE, DATA).replace("application/", "")),
            Map.of("dsse", ANN.dsse(TYPE, DATA).replaceFirst("\\[.*]", "[]")))) {
      // When
      Inspection inspection = new Inspection();
      int _ = verified(attributes, keys(ANN), inspection);

      // Then
      assertThat(violations(inspection)).as(attributes.toString()).isNotEmpty();
    }
  }

  @Test
  void aKeyIsOfEd25519OrP256AndOfSomebody() {
    // Given
    Signer other = Signer.ofCurve("secp384r1", "x", "x", "SHA256withECDSA");

    // When / Then
    assertThat(ANN.key().algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
    assertThat(BOB.key().algorithm()).isEqualTo(SignatureAlgorithm.ES256);
    assertThatThrownBy(other::key).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Signer("a b", "x", ANN.pair(), "Ed25519").key())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Signer("a", " ", ANN.pair(), "Ed25519").key())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SignerKey.ofPem("a", "x", "no key", Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignerKeys(List.of(ANN.key(), ANN.key())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SignerKeys keys(Signer signer) {
    return new SignerKeys(List.of(signer.key()));
  }

  private static int verified(
      Map<String, String> attributes, SignerKeys keys, Inspection inspection) {
    return keys.verify(SignatureReader.read(attributes, TYPE, DATA, inspection), NOW, inspection)
        .size();
  }

  private static List<Violation> violations(Inspection inspection) {
    return inspection.reading("") instanceof Reading.Invalid<String>(var violations)
        ? violations
        : List.of();
  }

  private static List<Violation> warnings(Inspection inspection) {
    return inspection.reading("") instanceof Reading.Valid<String>(var _, var warnings)
        ? warnings
        : List.of();
  }
}
