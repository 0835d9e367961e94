package io.ledgerline.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.house.SharedFiles;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// C2SP tlog-checkpoint.
class CheckpointTest {

  private static final String ROOT = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
  private static final String EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  @Test
  void opensTheKnownCheckpoint() {
    // Given
    SignedNote note = SignedNote.parse(TestNotes.SIZE_8.getBytes(StandardCharsets.UTF_8));

    // When
    Checkpoint checkpoint = Checkpoint.open(note, List.of(VerifierKey.parse(TestNotes.VKEY)));

    // Then
    assertThat(checkpoint).isEqualTo(new Checkpoint(TestNotes.ORIGIN, 8, Digest.parseBase64(ROOT)));
    assertThat(checkpoint.text()).isEqualTo(note.text());
  }

  @Test
  void passesOverExtensionLines() {
    assertThat(Checkpoint.parse("o\n8\n" + ROOT + "\nextension\nanother one\n").size())
        .isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "o\n8\n" + ROOT,
        "o\n8\n",
        "\n8\n" + ROOT + "\n",
        "o\n08\n" + ROOT + "\n",
        "o\n+8\n" + ROOT + "\n",
        "o\n-8\n" + ROOT + "\n",
        "o\n８\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n99999999999999999999999999\n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n",
        "o\n8\nXcna\n",
        "o\n8\n" + ROOT + "\n\n",
        "o\n8\n" + ROOT + "\n\nx\n",
        "o\r8\r" + ROOT + "\r\n",
        "o\r\n8\n" + ROOT + "\n",
        "o\n0\n" + ROOT + "\n",
        "o\n8\n" + EMPTY + "\n"
      })
  void refusesWhatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void readsTheLargestSize() {
    assertThat(Checkpoint.parse("o\n9223372036854775807\n" + ROOT + "\n").size())
        .isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "valid",
        "valid_multi_sig",
        "error_header_body_separator",
        "error_header_count",
        "error_no_newline_after_signature",
        "error_no_signatures",
        "error_not_a_number",
        "error_signature_format_invalid",
        "error_signature_length_insufficient"
      })
  void readsOrRefusesTheTextsOfSigstore(String name) throws IOException {
    // Given
    Path file = SharedFiles.require("vectors/sigstore-checkpoints/" + name + ".txt");

    // When
    Optional<Checkpoint> read = read(Files.readAllBytes(file));

    // Then
    assertThat(read.map(Checkpoint::size))
        .isEqualTo(name.startsWith("valid") ? Optional.of(37_795_272L) : Optional.empty());
  }

  private static Optional<Checkpoint> read(byte[] file) {
    try {
      return Optional.of(Checkpoint.parse(SignedNote.parse(file).text()));
    } catch (MalformedNoteException refused) {
      return Optional.empty();
    }
  }
}
