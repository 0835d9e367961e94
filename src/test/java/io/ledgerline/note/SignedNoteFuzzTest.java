package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A note that is read is written as it was, and only what the key signed is believed.
class SignedNoteFuzzTest {

  private static final VerifierKey KEY = VerifierKey.parse(TestNotes.VKEY);

  private static final List<String> SIGNED =
      List.of(textOf(TestNotes.SIZE_0), textOf(TestNotes.SIZE_1), textOf(TestNotes.SIZE_8));

  @FuzzTest
  void writesWhatItReadsAndBelievesWhatWasSigned(byte[] input) {
    // When
    SignedNote note;
    try {
      note = SignedNote.parse(input);
    } catch (MalformedNoteException refused) {
      return;
    }

    // Then
    assertThat(note.render().getBytes(StandardCharsets.UTF_8)).isEqualTo(input);
    for (NoteSignature signature : note.signatures()) {
      String line = signature.line();
      assertThat(NoteSignature.parse(line.substring(0, line.length() - 1))).isEqualTo(signature);
      assertThat(NoteSignature.of(signature.name(), blobOf(signature))).isEqualTo(signature);
    }
    requireOneSpelling(note.text());
    try {
      assertThat(note.verifiedText(List.of(KEY))).isIn(SIGNED);
    } catch (UntrustedNoteException refused) {
      assertThat(refused)
          .hasMessageMatching("no trusted key signed it|the signature of .*is false");
    }
  }

  private static void requireOneSpelling(String text) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(text);
    } catch (MalformedNoteException refused) {
      return;
    }
    // Extension lines follow.
    assertThat(text).startsWith(checkpoint.text());
    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
  }

  private static byte[] blobOf(NoteSignature signature) {
    byte[] rest = signature.signature();
    return ByteBuffer.allocate(Integer.BYTES + rest.length)
        .putInt(signature.keyId().value())
        .put(rest)
        .array();
  }

  private static String textOf(String note) {
    return note.substring(0, note.indexOf("\n\n") + 1);
  }
}
