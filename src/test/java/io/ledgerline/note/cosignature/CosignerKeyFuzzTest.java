package io.ledgerline.note.cosignature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Of what stands under a note, only the line that the witness made counts as its cosignature; a
/// key that is read has one spelling.
class CosignerKeyFuzzTest {

  private static final List<CosignerKey> KNOWN =
      List.of(
          CosignerKey.parse(TestCosignatures.WITNESS_VKEY),
          CosignerKey.parse(TestCosignatures.REMORA),
          CosignerKey.parse(TestCosignatures.STAGEMOLE),
          CosignerKey.parse(TestCosignatures.SMARTIT));

  @FuzzTest
  void countsOnlyWhatAWitnessCosigned(byte[] input) {
    // Given
    String text = new String(input, StandardCharsets.UTF_8);

    // When
    requireOneSpelling(text, CosignerKey::parse, CosignerKey::text);
    requireOneSpelling(text, VerifierKey::parse, VerifierKey::text);
    List<Cosignature> verified;
    try {
      verified = CosignerKey.verified(SignedNote.parse(input), KNOWN);
    } catch (MalformedNoteException | UntrustedNoteException refused) {
      return;
    }

    // Then
    String cosigned = TestCosignatures.COSIGNED + TestCosignatures.REAL;
    for (Cosignature cosignature : verified) {
      assertThat(cosigned).contains(cosignature.line().line());
      assertThat(cosigned).contains(text.substring(0, text.lastIndexOf("\n\n") + 1));
      assertThat(cosignature.time()).isNotNull();
    }
  }

  private static <T> void requireOneSpelling(
      String text, Function<String, T> reader, Function<T, String> writer) {
    T read;
    try {
      read = reader.apply(text);
    } catch (MalformedNoteException refused) {
      return;
    }
    assertThat(writer.apply(read)).isEqualTo(text);
  }
}
