package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.fields.LeafFields;
import io.ledgerline.entry.number.Numbering;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The leaf of version 2, which carries the number that a producer gave its event.
class NumberedLeafTest {

  @Test
  void carriesNumberStreamAndIntervalAsTexts() {
    // Given
    Commitment commitment =
        Payload.whole("application/json", Bytes.utf8("{}"), new Random(1)).commitment();
    Numbering numbering = new Numbering(42, "nightly", Optional.of(Duration.ofMinutes(5)));

    // When
    Leaf leaf =
        new LeafDraft("x", "application/json", "p", "t", commitment, 0, Optional.of(numbering))
            .receivedAt(Instant.parse("2026-01-01T00:00:00Z"));

    // Then
    assertThat(leaf.json().toString())
        .contains("\"interval\":\"300\",\"media_type\"")
        .contains("\"number\":\"42\",\"payload_root\"")
        .contains("\"stream\":\"nightly\",\"tenant\"")
        .endsWith("\"v\":\"2\"}");
    assertThat(Leaf.parse(leaf.json().bytes()).numbering()).contains(numbering);
    assertThat(LeafFields.read(leaf.json().bytes())).isEqualTo(LeafFields.of(leaf));
  }

  @Test
  void aLeafWithoutANumberIsAsItAlwaysWas() {
    // When
    Leaf leaf = Leaf.parse(leaf("", "", "", "1"));

    // Then
    assertThat(leaf.numbering()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | '"number":"1",'                | '"stream":"s",' | 1 | a leaf of version 1
          ''               | ''                             | ''              | 2 | a leaf of version 2
          ''               | '"number":"1",'                | ''              | 2 | other fields
          '"interval":"1",' | ''                            | ''              | 2 | other fields
          ''               | '"number":"0",'                | '"stream":"s",' | 2 | no such number
          ''               | '"number":"01",'               | '"stream":"s",' | 2 | no such number
          ''               | '"number":"-1",'               | '"stream":"s",' | 2 | no such number
          ''               | '"number":"9007199254740992",' | '"stream":"s",' | 2 | no such number
          ''               | '"number":"1",'                | '"stream":"s t",' | 2 | no such number
          '"interval":"1.5",' | '"number":"1",'             | '"stream":"s",' | 2 | no such number
          '"interval":"31622401",' | '"number":"1",'        | '"stream":"s",' | 2 | no such number
          """)
  void refusesEveryOtherForm(
      String interval, String number, String stream, String version, String reason) {
    // Given
    Bytes bytes = leaf(interval, number, stream, version);

    // When / Then
    assertThatThrownBy(() -> Leaf.parse(bytes))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> LeafFields.read(bytes)).isInstanceOf(CorruptEntryException.class);
  }

  private static Bytes leaf(String interval, String number, String stream, String version) {
    String digest = "A".repeat(43) + "=";
    return Bytes.utf8(
        "{\"event_digest\":\""
            + digest
            + "\","
            + interval
            + "\"media_type\":\"application/json\","
            + number
            + "\"payload_root\":\""
            + digest
            + "\",\"producer\":\"p\","
            + "\"received_at\":\"2026-01-01T00:00:00.000000Z\",\"redactions\":\"0\","
            + stream
            + "\"tenant\":\"t\",\"type\":\"x\",\"units\":\"1\",\"v\":\""
            + version
            + "\"}");
  }
}
