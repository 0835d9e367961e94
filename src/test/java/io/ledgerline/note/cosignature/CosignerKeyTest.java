package io.ledgerline.note.cosignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.merkle.StrictBase64;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP tlog-cosignature, version 1.
class CosignerKeyTest {

  private static final CosignerKey KEY = CosignerKey.parse(TestCosignatures.WITNESS_VKEY);

  @Test
  void cosignsTheKnownCheckpoint() {
    // When
    CosigningKey key = TestCosignatures.key("witness.example/w1", 2);
    NoteSignature line = key.cosign(TestCosignatures.TEXT, TestCosignatures.SECONDS);

    // Then
    assertThat(key.cosignerKey()).isEqualTo(KEY).hasToString(TestCosignatures.WITNESS_VKEY);
    assertThat(line.line()).isEqualTo(TestCosignatures.COSIGNATURE_LINE);
  }

  @Test
  void verifiesTheKnownCosignatureAndItsTime() {
    // Given
    SignedNote note = TestCosignatures.parse(TestCosignatures.COSIGNED);

    // When
    List<Cosignature> verified = CosignerKey.verified(note, List.of(KEY));

    // Then
    assertThat(verified).extracting(Cosignature::key).containsExactly(KEY);
    assertThat(verified.getFirst().time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(KEY.id()).hasToString("df1c0a35");
  }

  @Test
  void verifiesTheCosignaturesOfRealWitnesses() {
    // Given
    SignedNote note = TestCosignatures.parse(TestCosignatures.REAL);
    List<CosignerKey> known =
        List.of(
            CosignerKey.parse(TestCosignatures.NAVIGLI),
            CosignerKey.parse(TestCosignatures.REMORA),
            CosignerKey.parse(TestCosignatures.SMARTIT),
            CosignerKey.parse(TestCosignatures.STAGEMOLE));

    // When
    List<Cosignature> verified = CosignerKey.verified(note, known);

    // Then
    VerifierKey log = VerifierKey.parse(TestCosignatures.REAL_LOG);
    assertThat(Checkpoint.open(note, List.of(log)).size()).isEqualTo(1_432_088_532);
    assertThat(verified)
        .extracting(cosignature -> cosignature.key().name())
        .containsExactly("witness1.smartit.nu/witness1", "remora.n621.de", "witness.stagemole.eu");
    assertThat(verified)
        .extracting(Cosignature::time)
        .containsOnly(Instant.parse("2026-05-23T21:50:24Z"));
  }

  @Test
  void coversEveryLineOfTheTextAndTheTime() {
    // Given
    CosigningKey key = TestCosignatures.key("w", 3);
    NoteSignature line = key.cosign(TestCosignatures.TEXT + "extension\n", 7);

    // Then
    assertThat(key.cosignerKey().verified(TestCosignatures.TEXT + "extension\n", line)).isPresent();
    assertThat(key.cosignerKey().verified(TestCosignatures.TEXT + "extensiom\n", line)).isEmpty();
    assertThat(key.cosignerKey().verified(TestCosignatures.TEXT, line)).isEmpty();
    byte[] blob = StrictBase64.decode(line.base64());
    blob[11]++;
    assertThat(
            key.cosignerKey()
                .verified(TestCosignatures.TEXT + "extension\n", NoteSignature.of("w", blob)))
        .isEmpty();
  }

  @Test
  void passesOverLinesOfOtherKeys() {
    // Given
    SignedNote note = TestCosignatures.parse(TestCosignatures.COSIGNED);
    CosignerKey sameNameOtherKey = TestCosignatures.key("witness.example/w1", 4).cosignerKey();
    CosignerKey sameKeyOtherName = TestCosignatures.key("witness.example/w2", 2).cosignerKey();

    // Then
    assertThat(CosignerKey.verified(note, List.of(sameNameOtherKey, sameKeyOtherName))).isEmpty();
  }

  @Test
  void aFalseLineOfAKnownKeyMakesTheWholeNoteUntrusted() {
    // Given
    String other = TestCosignatures.TEXT.replace("\n8\n", "\n9\n");
    NoteSignature moved = TestCosignatures.key("witness.example/w1", 2).cosign(other, 5);
    SignedNote note = TestCosignatures.parse(TestCosignatures.COSIGNED).with(List.of(moved));

    // Then
    assertThatThrownBy(() -> CosignerKey.verified(note, List.of(KEY)))
        .isInstanceOf(UntrustedNoteException.class)
        .hasMessage("the cosignature of witness.example/w1 is false");
  }

  @Test
  void aSignatureOfALogIsNoCosignature() {
    // Given
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 2);
    SignedNote signed = SigningKey.ofSeed("witness.example/w1", seed).sign(TestCosignatures.TEXT);
    byte[] blob = StrictBase64.decode(signed.signatures().getFirst().base64());
    System.arraycopy(StrictBase64.decode("3xwKNQ=="), 0, blob, 0, 4);

    // Then
    assertThat(CosignerKey.verified(signed, List.of(KEY))).isEmpty();
    assertThat(KEY.verified(TestCosignatures.TEXT, NoteSignature.of("witness.example/w1", blob)))
        .isEmpty();
  }

  @Test
  void refusesATimeAbove2To63() {
    // Given
    NoteSignature line = NoteSignature.parse(TestCosignatures.COSIGNATURE_LINE.strip());
    byte[] blob = StrictBase64.decode(line.base64());
    blob[4] = (byte) 0x80;

    // Then
    assertThat(KEY.verified(TestCosignatures.TEXT, NoteSignature.of(line.name(), blob))).isEmpty();
    assertThatThrownBy(
            () -> TestCosignatures.key("w", 3).cosign(TestCosignatures.TEXT, Long.MIN_VALUE))
        .isInstanceOf(MalformedNoteException.class);
    CosigningKey key = TestCosignatures.key("w", 3);
    assertThat(
            key.cosignerKey()
                .verified("a\n", key.cosign("a\n", Long.MAX_VALUE))
                .orElseThrow()
                .time())
        .isEqualTo(Instant.ofEpochSecond(Instant.MAX.getEpochSecond()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesABlobOfAnotherLength(int more) {
    // Given
    NoteSignature line = NoteSignature.parse(TestCosignatures.COSIGNATURE_LINE.strip());
    byte[] blob = StrictBase64.decode(line.base64());

    // When
    NoteSignature other = NoteSignature.of(line.name(), Arrays.copyOf(blob, blob.length + more));

    // Then
    assertThat(KEY.verified(TestCosignatures.TEXT, other)).isEmpty();
  }

  @Test
  void isNotVerifiedAfterAnyFlippedBit() {
    // Given
    long seed = 20_261_121;
    Random random = new Random(seed);
    NoteSignature line = NoteSignature.parse(TestCosignatures.COSIGNATURE_LINE.strip());
    byte[] sound = StrictBase64.decode(line.base64());

    for (int i = 0; i < sound.length; i++) {
      // When
      byte[] flipped = sound.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));

      // Then
      assertThat(KEY.verified(TestCosignatures.TEXT, NoteSignature.of(line.name(), flipped)))
          .as("seed %s byte %s", seed, i)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "witness.example/w1+df1c0a36+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU | key id",
        "witness.example/w2+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU | key id",
        "witness.example/w1+DF1C0A35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU | key id",
        "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybO | not base64",
        "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPyQ | not base64",
        "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybM= | has 32 bytes,"
            + " not 31",
        "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOUAA== | has 32"
            + " bytes, not 33",
        "witness.example/w1+df1c0a35+ | not none",
        "witness.example/w1+df1c0a35 | is name+id+key",
        "+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU | key name",
        "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c | not 0x01",
        "w+00000000+BhQzSuGT | not 0x06"
      })
  void refusesWhatIsNoKeyOfAWitness(String text, String reason) {
    assertThatThrownBy(() -> CosignerKey.parse(text))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void cannotBeMadeOfASeedOfAnotherLength() {
    assertThatThrownBy(() -> CosigningKey.ofSeed("w", new byte[31]))
        .isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> CosigningKey.ofSeed("a b", new byte[32]))
        .isInstanceOf(MalformedNoteException.class);
  }
}
