package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;

/// A frame that is read is written as it was.
class FrameFuzzTest {

  @FuzzTest
  void writesWhatItReads(byte[] input) {
    // Given
    Bytes bytes = Bytes.copyOf(input);

    // When
    Frame frame;
    try {
      frame = Frame.parse(bytes);
    } catch (CorruptEntryException refused) {
      return;
    }

    // Then
    assertThat(frame.render()).isEqualTo(bytes);
    assertThat(bytes.slice(frame.dataOffset(), bytes.size())).isEqualTo(frame.data());
  }
}
