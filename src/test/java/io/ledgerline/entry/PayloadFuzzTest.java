package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Whatever JSON a producer sends, its units put together again are its bytes, its receipt opens
/// the leaf, and no other bytes do.
class PayloadFuzzTest {

  private static final List<JsonPointer> PERSONAL =
      List.of(
          JsonPointer.parse("/a"),
          JsonPointer.parse("/b/0"),
          JsonPointer.parse("/b/0/a"),
          JsonPointer.parse("/b/a~1b"),
          JsonPointer.parse("/"));

  @FuzzTest
  void isPutTogetherAgain(byte[] input) {
    // Given
    Bytes bytes = Bytes.copyOf(input);
    JsonValue json;
    try {
      json = StrictJsonReader.read(bytes, JsonLimits.OWN_RECORDS);
    } catch (MalformedJsonException refused) {
      return;
    }

    // When
    Payload payload = Payload.cut("application/json", bytes, json, PERSONAL, new Random(7));

    // Then
    Leaf leaf =
        new LeafDraft("t", "application/json", "p", "t", payload.commitment(), 0)
            .receivedAt(Instant.EPOCH);
    Receipt receipt =
        Receipt.of(
            LogId.parse("00112233-4455-4677-8899-aabbccddeeff"), "log.example", 0, leaf, payload);
    assertThat(payload.accepted()).isEqualTo(bytes);
    assertThat(payload.units()).hasSize(Payload.unitsOf(json, PERSONAL));
    assertThat(receipt.opens(bytes)).isTrue();
    assertThat(receipt.opens(payload.units().getFirst().value())).isEqualTo(isWhole(payload));
    assertThat(receipt.opens(Bytes.utf8(bytes.utf8() + " "))).isFalse();
  }

  private static boolean isWhole(Payload payload) {
    return payload.units().getFirst().value().equals(payload.accepted());
  }
}
