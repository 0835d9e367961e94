package io.ledgerline.entry.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.merkle.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Leaves read in one pass, against leaves read as JSON.
class LeafFieldsTest {

  private static final Instant TIME = Instant.parse("2028-02-29T23:59:59.000001Z");

  private final Leaf leaf = draft("text/plain; a=b").receivedAt(TIME);

  @Test
  void saysWhatTheLeafSays() {
    // When
    LeafFields fields = LeafFields.read(leaf.json().bytes());

    // Then
    assertThat(fields).isEqualTo(LeafFields.of(leaf));
    assertThat(fields.receivedAt()).isEqualTo(TIME);
  }

  @Test
  void readsABundleOfBytesThatLiesWithinOthers() {
    // Given
    byte[] whole = ("xx" + leaf.json() + "}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    // When
    LeafFields fields = LeafFields.read(Bytes.owned(whole).slice(2, whole.length - 1));

    // Then
    assertThat(fields).isEqualTo(LeafFields.of(leaf));
  }

  @Test
  void takesWhatTheStrictReaderTakesAndNothingElse() {
    // Given
    byte[] sound = leaf.json().bytes().toArray();
    Random random = new Random(5);
    String telling = "\"\\{},:0123456789AZaz+/=-TZ.\u007f\u0001\u00e9 ";
    for (int at = 0; at < sound.length; at++) {
      for (int i = 0; i < 12; i++) {
        byte[] changed = sound.clone();
        changed[at] = (byte) telling.charAt(random.nextInt(telling.length()));
        Bytes bytes = Bytes.owned(changed);

        // When
        Throwable refusal = catchThrowable(() -> Leaf.parse(bytes));

        // Then
        if (refusal == null) {
          assertThat(LeafFields.read(bytes)).isEqualTo(LeafFields.of(Leaf.parse(bytes)));
        } else {
          assertThatThrownBy(() -> LeafFields.read(bytes))
              .as(bytes.utf8())
              .isInstanceOf(CorruptEntryException.class)
              .hasMessage(refusal.getMessage());
        }
      }
    }
  }

  @Test
  void refusesTextsThatAreTooLongDaysThatAreNoneAndWhatIsCutOff() {
    for (String text :
        List.of(
            leaf.toString(),
            text().replace("text/plain; a=b", "x".repeat(256)),
            text().replace("2028-02-29", "2027-02-29"),
            text().replace("23:59:59", "24:00:00"),
            text().replace("\"units\":\"1\"", "\"units\":\"0\""),
            text().replace("\"units\":\"1\"", "\"units\":\"1234567890\""),
            text().substring(0, text().length() - 1),
            text() + " ",
            "")) {
      assertThatThrownBy(() -> LeafFields.read(Bytes.utf8(text)))
          .isInstanceOf(CorruptEntryException.class);
    }
  }

  private String text() {
    return leaf.json().toString();
  }

  private static LeafDraft draft(String mediaType) {
    return new LeafDraft(
        "test",
        mediaType,
        "producer",
        "default",
        new Commitment(Digest.EMPTY_ROOT, List.of(Digest.EMPTY_ROOT)),
        0);
  }
}
