package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.InclusionProof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A proof file that is read has one spelling but for its `extra` line, and proves the leaf where
/// it stands, and by its true siblings, or not at all.
class InclusionFileFuzzTest {

  private static final InclusionFile KNOWN = InclusionFile.parse(utf8(TestNotes.PROOF_5));

  /// Entry 5 of the eight fixed leaves.
  private static final Digest LEAF_5 =
      Digest.ofLeaf(ByteBuffer.wrap(HexFormat.of().parseHex("40414243")));

  @FuzzTest
  void hasOneSpellingAndProvesWhatIsThere(byte[] input) {
    // When
    InclusionFile file;
    try {
      file = InclusionFile.parse(input);
    } catch (MalformedNoteException refused) {
      return;
    }

    // Then
    String text = new String(input, StandardCharsets.UTF_8);
    assertThat(file.render()).isEqualTo(text.replaceFirst("^(.*\n)extra .*\n", "$1"));
    assertThat(InclusionFile.parse(utf8(file.render()))).isEqualTo(file);
    try {
      Checkpoint checkpoint = Checkpoint.parse(file.checkpoint().text());
      InclusionProof proof = file.proof(checkpoint);
      Checkpoint known = Checkpoint.parse(KNOWN.checkpoint().text());
      if (checkpoint.equals(known) && proof.proves(LEAF_5, known.root())) {
        assertThat(file.index()).isEqualTo(5);
        assertThat(file.hashes()).isEqualTo(KNOWN.hashes());
      }
    } catch (MalformedNoteException refused) {
      assertThat(refused).isInstanceOf(MalformedNoteException.class);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
