package io.ledgerline.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.Inspection;
import io.ledgerline.merkle.StrictBase64;
import io.ledgerline.signature.SignerKeys.Verified;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Signatures that others made: those of the specifications, and some of ours by OpenSSL 3.0.19.
class SignatureVectorsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  /// RFC 8037, appendix A.2: also the key of the first test of RFC 8032.
  private static final String RFC_8037 =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  /// RFC 7515, appendix A.3.
  private static final String RFC_7515 =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bfocs"
          + "3+257rn0s2ldbqkLJK2KRiMohYjlrQ==";

  /// The point of protocol.md of DSSE 1.0.
  private static final String DSSE =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMrCrzAH3CVTAOQ0jgMeCvVTiaRJaRP"
          + "RDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==";

  private static final String TYPE = "io.ledgerline.approval.v1";

  /// What our own vectors sign: with white space, and a letter of two bytes.
  private static final Bytes DATA = Bytes.utf8("{\"verdict\": \"approved\",\n \"by\": \"Åsa\"}");

  private static final String ENCODED =
      "eyJhbGciOiJFZERTQSIsImtpZCI6ImsxIiwiY3R5IjoiaW8ubGVkZ2VybGluZS5hcHByb3ZhbC52MStqc29uIn0.."
          + "Ukb2aoKeqmupZSPD0Azs2tTi7SAreLobj_mT7Rf1MFIp-djsdMkHlY9WUczPWeBvj-67FFWjfnNeMfmyrtlsCw";

  private static final String UNENCODED =
      "eyJhbGciOiJFZERTQSIsImtpZCI6ImsxIiwiY3R5IjoiaW8ubGVkZ2VybGluZS5hcHByb3ZhbC52MStqc29uIiwi"
          + "YjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0.."
          + "cWgPRP6NR9VeydfiwVSJrsXCNB7di4sRhimy0tzg3mXe8DmkLpywvMR9whcjDR6G07uInErZeuFTUPfsCTjpDg";

  private static final String SIG =
      "j8Ru1Pa0y5EGYRqOcEZJrVi54FffG1fGpr8hrO/alw/MFByQEaISCpjxfBSYljgAv546DWUpXBjbfxgs0KW/AA==";

  @Test
  void theSignatureOfRfc8037IsGood() {
    // Given
    Bytes message =
        SignatureReader.signingInput(
            "eyJhbGciOiJFZERTQSJ9", Bytes.utf8("Example of Ed25519 signing"), true);

    // When / Then
    assertThat(
            isBy(
                RFC_8037,
                message,
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"))
        .isTrue();
  }

  @Test
  void theSignatureOfRfc7515IsGood() {
    // Given
    Bytes payload =
        Bytes.utf8(
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
    Bytes message = SignatureReader.signingInput("eyJhbGciOiJFUzI1NiJ9", payload, true);

    // When / Then
    String signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    assertThat(isBy(RFC_7515, message, signature)).isTrue();
    assertThat(isBy(DSSE, message, signature)).isFalse();
  }

  @Test
  void theExampleOfDsseIsGood() {
    // When
    Bytes message = SignatureReader.pae("http://example.com/HelloWorld", Bytes.utf8("hello world"));

    // Then
    assertThat(message.utf8()).isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    assertThat(
            isBy(
                DSSE,
                message,
                "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="))
        .isTrue();
  }

  @Test
  void lengthsAreOfBytes() {
    // When / Then
    assertThat(SignatureReader.pae("ä", Bytes.utf8("ö€")).utf8()).isEqualTo("DSSEv1 2 ä 5 ö€");
    assertThat(SignatureReader.pae("", Bytes.EMPTY).utf8()).isEqualTo("DSSEv1 0  0 ");
  }

  @Test
  void oursAreGoodInEveryForm() {
    for (Map<String, String> attributes :
        List.of(
            Map.of("jws", ENCODED),
            Map.of("jws", UNENCODED),
            Map.of("dsse", envelope("\"keyid\":\"k1\",\"sig\":\"" + SIG + "\"")),
            Map.of("dsse", envelope("\"sig\":\"" + SIG.replace('/', '_').replace('+', '-') + "\"")),
            Map.of("dsse", envelope("\"sig\":\"" + SIG.replace("=", "") + "\"")))) {
      // When
      Inspection inspection = new Inspection();
      List<Verified> verified = verify(attributes, TYPE, DATA, inspection);

      // Then
      assertThat(inspection.isValid()).as(attributes.toString()).isTrue();
      assertThat(verified).as(attributes.toString()).hasSize(1);
      assertThat(verified.getFirst().key().actor()).isEqualTo("emp-1");
    }
  }

  @Test
  void noneIsGoodOverOtherBytesOrAsAnotherType() {
    for (Map<String, String> attributes :
        List.of(
            Map.of("jws", ENCODED),
            Map.of("jws", UNENCODED),
            Map.of("dsse", envelope("\"keyid\":\"k1\",\"sig\":\"" + SIG + "\"")))) {
      // Given
      Inspection otherBytes = new Inspection();
      Inspection otherType = new Inspection();

      // When
      List<Verified> first = verify(attributes, TYPE, Bytes.utf8(DATA.utf8() + "\n"), otherBytes);
      List<Verified> second = verify(attributes, "io.ledgerline.statement.v1", DATA, otherType);

      // Then
      assertThat(first).as(attributes.toString()).isEmpty();
      assertThat(otherBytes.isValid()).as(attributes.toString()).isFalse();
      assertThat(second.isEmpty() || !otherType.isValid()).as(attributes.toString()).isTrue();
      assertThat(otherType.isValid()).as(attributes.toString()).isFalse();
    }
  }

  @Test
  void anEnvelopeMayHoldTheDataItselfAndNoOther() {
    // Given
    String same = "\"payload\":\"" + base64(DATA) + "\",\"payloadType\"";
    String other = "\"payload\":\"" + base64(Bytes.utf8("{}")) + "\",\"payloadType\"";
    String envelope = envelope("\"keyid\":\"k1\",\"sig\":\"" + SIG + "\"");
    Inspection good = new Inspection();
    Inspection bad = new Inspection();

    // When
    List<Verified> verified =
        verify(Map.of("dsse", envelope.replace("\"payloadType\"", same)), TYPE, DATA, good);
    List<Verified> _ =
        verify(Map.of("dsse", envelope.replace("\"payloadType\"", other)), TYPE, DATA, bad);

    // Then
    assertThat(good.isValid()).isTrue();
    assertThat(verified).hasSize(1);
    assertThat(bad.isValid()).isFalse();
  }

  private static String envelope(String signature) {
    return "{\"payloadType\":\"application/%s+json\",\"signatures\":[{%s}]}"
        .formatted(TYPE, signature);
  }

  private static String base64(Bytes bytes) {
    return StrictBase64.encode(bytes.toArray());
  }

  private static List<Verified> verify(
      Map<String, String> attributes, String type, Bytes data, Inspection inspection) {
    return new SignerKeys(List.of(key(RFC_8037)))
        .verify(SignatureReader.read(attributes, type, data, inspection), NOW, inspection);
  }

  private static boolean isBy(String spki, Bytes message, String signature) {
    return new DetachedSignature(
            "jws",
            Optional.empty(),
            Optional.empty(),
            message,
            Bytes.owned(AnyBase64.either(signature).orElseThrow()))
        .isBy(key(spki));
  }

  private static SignerKey key(String spki) {
    return SignerKey.ofPem(
        "k1",
        "emp-1",
        "-----BEGIN PUBLIC KEY-----\n" + spki + "\n-----END PUBLIC KEY-----\n",
        Optional.empty(),
        Optional.empty());
  }
}
