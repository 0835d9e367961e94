package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.VerifierKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no leaf, frame, genesis, receipt, salt, log id or time.
class RefusalsTest {

  private static final String LEAF =
      "{\"event_digest\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"media_type\":\"a\","
          + "\"payload_root\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"producer\":\"p\","
          + "\"received_at\":\"2026-01-01T00:00:00.000000Z\",\"redactions\":\"0\",\"tenant\":\"t\","
          + "\"type\":\"x\",\"units\":\"1\",\"v\":\"1\"}";

  private static final String VKEY =
      "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

  private static final String GENESIS =
      new Genesis(
              LogId.parse("00112233-4455-4677-8899-aabbccddeeff"),
              "ledgerline.example/demo",
              "https://a",
              "t",
              VerifierKey.parse(VKEY),
              Genesis.SEGMENT_SIZE)
          .toJson()
          .toString();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":"1"           | "v":"2"
          "v":"1"           | "v":"1","w":"1"
          "v":"1"           | "v":1
          "units":"1"       | "units":"0"
          "units":"1"       | "units":"01"
          "units":"1"       | "units":"1000000000"
          "redactions":"0"  | "redactions":"-1"
          "type":"x"        | "type":""
          "type":"x"        | "type":"é"
          "type":"x"        | "type":"a\\\\b"
          "type":"x"        | "type":"a\\"b"
          "type":"x",       | ``
          .000000Z          | Z
          .000000Z          | .000000+00:00
          01T00:00:00       | 01T24:00:00
          uFU=","media      | uFV=","media
          {"event           | { "event
          """)
  void aLeafHasExactlyItsFieldsInOneSpelling(String part, String other) {
    // Given
    Bytes bytes = Bytes.utf8(LEAF.replace(part, other));

    // Then
    assertThat(Leaf.parse(Bytes.utf8(LEAF)).units()).isEqualTo(1);
    assertThatThrownBy(() -> Leaf.parse(bytes)).isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void aDraftIsCheckedBeforeItWaitsForTheSequencer() {
    // Given
    Commitment commitment = new Commitment(Digest.EMPTY_ROOT, List.of(Digest.EMPTY_ROOT));

    // Then
    assertThatThrownBy(() -> new LeafDraft("x", "a", "p", "é", commitment, 0))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the field tenant of a leaf is not 1 to 255 plain characters");
    assertThatThrownBy(() -> new LeafDraft("x".repeat(256), "a", "p", "t", commitment, 0))
        .isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> new LeafDraft("x", "a", "p", "t", commitment, -1))
        .isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> new Commitment(Digest.EMPTY_ROOT, List.of()))
        .isInstanceOf(CorruptEntryException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // cut
        "6c65646765726c696e652f6672616d652f76310b00000000", // another label
        "6c65646765726c696e652f6672616d652f76310affffffff", // minus one header
        "6c65646765726c696e652f6672616d652f76310a000000", // cut
        "6c65646765726c696e652f6672616d652f76310a0000000100000001", // cut
        "6c65646765726c696e652f6672616d652f76310a00000001ffffffff6100000000", // a negative length
        "6c65646765726c696e652f6672616d652f76310a000000017fffffff6100000000", // a length that
        // overflows
        "6c65646765726c696e652f6672616d652f76310a00000001000000014100000000", // a capital letter
        "6c65646765726c696e652f6672616d652f76310a0000000100000001ff00000000", // no UTF-8
        "6c65646765726c696e652f6672616d652f76310a000000010000000000000000" // an empty name
      })
  void aFrameIsReadToTheByte(String hex) {
    // Given
    Bytes bytes = Bytes.owned(HexFormat.of().parseHex(hex));

    // Then
    assertThatThrownBy(() -> Frame.parse(bytes)).isInstanceOf(CorruptEntryException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":"1"                | "v":"2"
          "v":"1"                | "v":"1","w":"1"
          "unit":"1"             | "unit":"2"
          "unit":"1"             | "unit":"1","vnit":"1"
          44fd1502               | 44fd1503
          "origin":"ledgerline   | "origin":"edgerline
          https://a              | https://a/
          https://a              | a
          https://a              | https://a b
          https://a              | https://a?b
          "segment_size":1048576 | "segment_size":1000000
          "segment_size":1048576 | "segment_size":0
          "tenant":"t"           | "tenant":""
          {"base                 | { "base
          """)
  void aGenesisOfFormatsThatAreNotKnownIsRefused(String part, String other) {
    // Given
    Bytes bytes = Bytes.utf8(GENESIS.replace(part, other));

    // Then
    assertThat(Genesis.parse(Bytes.utf8(GENESIS)).tenant()).isEqualTo("t");
    assertThatThrownBy(() -> Genesis.parse(bytes)).isInstanceOf(CorruptEntryException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "v":"1"}        | "v":"2"}
          "v":"1"}        | "v":"1","w":1}
          "index":7       | "index":-7
          "index":7       | "index":"7"
          "pointer":""    | "pointer":"/a"
          "pointer":"",   | ``
          "event_salt":"A | "event_salt":"AAAA
          tenant          | tenans
          """)
  void aReceiptHasExactlyItsFields(String part, String other) {
    // Given
    Salt salt = new Salt(Bytes.owned(new byte[Salt.SIZE_BYTES]));
    String text =
        new Receipt(
                LogId.parse("00112233-4455-4677-8899-aabbccddeeff"),
                "o",
                7,
                Leaf.parse(Bytes.utf8(LEAF)),
                salt,
                List.of(new Receipt.UnitSalt("", salt)))
            .toJson()
            .toString();
    int at = text.lastIndexOf(part);
    String changed = text.substring(0, at) + other + text.substring(at + part.length());

    // Then
    assertThat(Receipt.parse(Bytes.utf8(text)).index()).isEqualTo(7);
    assertThatThrownBy(() -> Receipt.parse(Bytes.utf8(changed)))
        .isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void aTimeHasAYearOfFourDigitsAndSixDecimals() {
    // Given
    Instant late = Instant.parse("+10000-01-01T00:00:00Z");

    // Then
    assertThat(Timestamp.format(Instant.parse("2026-02-03T04:05:06.1234567Z")))
        .isEqualTo("2026-02-03T04:05:06.123456Z");
    assertThatThrownBy(() -> Timestamp.format(late)).isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> Timestamp.parse("+10000-01-01T00:00:00.000000Z"))
        .isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> Timestamp.parse("2026-01-01t00:00:00.000000z"))
        .isInstanceOf(CorruptEntryException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00112233-4455-4677-8899-AABBCCDDEEFF",
        "112233-4455-4677-8899-aabbccddeeff",
        "{00112233-4455-4677-8899-aabbccddeeff}"
      })
  void aLogIdHasOneSpelling(String text) {
    assertThatThrownBy(() -> LogId.parse(text)).isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void aSaltHas32BytesAndIsNeverPrinted() {
    assertThatThrownBy(() -> Salt.parseBase64("AAAA")).isInstanceOf(CorruptEntryException.class);
    assertThat(new Salt(Bytes.owned(new byte[Salt.SIZE_BYTES]))).hasToString("salt");
  }
}
