package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.merkle.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP tlog-proof.
class InclusionFileTest {

  private static final Digest LEAF_5 =
      Digest.parseHex("4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658");

  @Test
  void readsProvesAndWritesTheKnownFile() {
    // Given
    InclusionFile file = parse(TestNotes.PROOF_5);

    // When
    Checkpoint checkpoint =
        Checkpoint.open(file.checkpoint(), List.of(VerifierKey.parse(TestNotes.VKEY)));

    // Then
    assertThat(file.proof(checkpoint).proves(LEAF_5, checkpoint.root())).isTrue();
    assertThat(file.render()).isEqualTo(TestNotes.PROOF_5);
  }

  @Test
  void readsATreeOfOneLeafAndPassesOverTheExtraLine() {
    // Given
    String text = "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n" + TestNotes.SIZE_1;

    // When
    InclusionFile file = parse(text);

    // Then
    assertThat(file.hashes()).isEmpty();
    assertThat(file.render()).isEqualTo(text.replace("extra AAAA\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nindex\n\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\n",
        "c2sp.org/tlog-proof@v1\nindex -1\n\n",
        "c2sp.org/tlog-proof@v1\r\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\rindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n",
        "c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
        "\nc2sp.org/tlog-proof@v1\nindex 0\n\n"
      })
  void refusesWhatIsNoProof(String head) {
    assertThatThrownBy(() -> parse(head + TestNotes.SIZE_1))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesInvalidUtf8TooManyHashesAndTooManyBytes() {
    // Given
    SignedNote note = parse(TestNotes.PROOF_5).checkpoint();
    byte[] damaged = TestNotes.PROOF_5.getBytes(StandardCharsets.UTF_8);
    damaged[3] = (byte) 0xff;

    // Then
    assertThatThrownBy(() -> InclusionFile.parse(damaged))
        .isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> new InclusionFile(0, Collections.nCopies(64, Digest.EMPTY_ROOT), note))
        .isInstanceOf(MalformedNoteException.class);
    assertThatThrownBy(() -> InclusionFile.parse(new byte[InclusionFile.SIZE_BYTES_MAX + 1]))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesAnIndexThatTheCheckpointDoesNotCover() {
    // Given
    InclusionFile file = parse(TestNotes.PROOF_5);

    // Then
    assertThatThrownBy(() -> file.proof(new Checkpoint("o", 5, LEAF_5)))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessage("not a proof: index 5 in a tree of 5");
  }

  private static InclusionFile parse(String text) {
    return InclusionFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
