package io.ledgerline.anchor.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import io.ledgerline.note.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whatever a witness answers is one of the replies that we know; what is read of it has one
/// spelling.
class WitnessReplyFuzzTest {

  private static final List<Integer> STATUSES =
      List.of(200, 409, 422, 400, 403, 404, 429, 503, 302);

  @FuzzTest
  void isAReplyThatIsKnown(byte[] input) {
    // Given
    Bytes body = Bytes.copyOf(input);
    for (int status : STATUSES) {

      // When
      WitnessReply reply =
          WitnessReply.read(new Exchange.Answer(status, "Text/x.tlog.size; charset=utf-8", body));

      // Then
      if (reply instanceof WitnessReply.Lines lines) {
        StringBuilder text = new StringBuilder();
        lines.lines().stream().map(NoteSignature::line).forEach(text::append);
        assertThat(text.toString().getBytes(StandardCharsets.UTF_8)).isEqualTo(input);
      } else if (reply instanceof WitnessReply.OtherSize other) {
        assertThat(body.utf8()).isEqualTo(other.size() + "\n");
      }
    }
  }
}
