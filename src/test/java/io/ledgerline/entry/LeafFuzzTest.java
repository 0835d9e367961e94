package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;

/// A leaf that is read has one spelling, and everything in it can be read.
class LeafFuzzTest {

  @FuzzTest
  void hasOneSpelling(byte[] input) {
    // Given
    Bytes bytes = Bytes.copyOf(input);

    // When
    Leaf leaf;
    try {
      leaf = Leaf.parse(bytes);
    } catch (CorruptEntryException refused) {
      return;
    }

    // Then
    assertThat(leaf.json().bytes()).isEqualTo(bytes);
    assertThat(leaf)
        .hasToString(
            "Leaf[json={\"event_digest\":\"%s\",\"media_type\":\"%s\",\"payload_root\":\"%s\","
                    .formatted(
                        leaf.eventDigest().toBase64(),
                        leaf.mediaType(),
                        leaf.payloadRoot().toBase64())
                + "\"producer\":\"%s\",\"received_at\":\"%s\",\"redactions\":\"%d\","
                    .formatted(
                        leaf.producer(), Timestamp.format(leaf.receivedAt()), leaf.redactions())
                + "\"tenant\":\"%s\",\"type\":\"%s\",\"units\":\"%d\",\"v\":\"1\"}]"
                    .formatted(leaf.tenant(), leaf.type(), leaf.units()));
  }
}
