package io.ledgerline.anchor.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.anchor.watch.TestLog;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.MalformedNoteException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The body of a submission.
class AddCheckpointTest {

  private final TestLog log = new TestLog("log.example/a", 1);

  @Test
  void isReadAsItIsWritten() {
    // Given
    byte[] body = log.request(3, 300);

    // When
    AddCheckpoint read = AddCheckpoint.parse(body);

    // Then
    assertThat(read).isEqualTo(new AddCheckpoint(3, log.proof(3, 300), log.checkpoint(300)));
    assertThat(read.render()).isEqualTo(body);
  }

  @Test
  void hasAtMost63Hashes() {
    // Given
    String hashes = (Digest.EMPTY_ROOT.toBase64() + "\n").repeat(63);
    String body = "old 0\n" + hashes + "\n" + log.checkpoint(3).render();

    // Then
    assertThat(parse(body).proof()).hasSize(63);
    assertThatThrownBy(
            () ->
                new AddCheckpoint(0, Collections.nCopies(64, Digest.EMPTY_ROOT), log.checkpoint(3)))
        .isInstanceOf(MalformedNoteException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0",
        "old 0\n",
        "old 0\n{cp}",
        "old 0\n\n",
        "old  0\n\n{cp}",
        "old 00\n\n{cp}",
        "old +0\n\n{cp}",
        "old -1\n\n{cp}",
        "old \u0660\n\n{cp}",
        "old 9223372036854775808\n\n{cp}",
        "OLD 0\n\n{cp}",
        "0\n\n{cp}",
        "\n\n{cp}",
        "old 0\r\n\r\n{cp}",
        "old 0\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n\n{cp}",
        "old 0\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n\n{cp}",
        "old 0\nXcna\n\n{cp}",
        "old 0\n{64}\n{cp}"
      })
  void refusesWhatIsNone(String body) {
    // Given
    String sent =
        body.replace("{cp}", log.checkpoint(3).render())
            .replace("{64}", (Digest.EMPTY_ROOT.toBase64() + "\n").repeat(64));

    // Then
    assertThatThrownBy(() -> parse(sent)).isInstanceOf(MalformedNoteException.class);
  }

  private static AddCheckpoint parse(String body) {
    return AddCheckpoint.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
