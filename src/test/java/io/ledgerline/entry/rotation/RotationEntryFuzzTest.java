package io.ledgerline.entry.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.note.history.KeyRotation;

/// A rotation that is read has one spelling and is from one key to another of the same name.
class RotationEntryFuzzTest {

  @FuzzTest
  void hasOneSpelling(byte[] input) {
    // When
    KeyRotation rotation;
    try {
      rotation = RotationEntry.parse(Bytes.copyOf(input));
    } catch (CorruptEntryException refused) {
      return;
    }

    // Then
    assertThat(RotationEntry.toJson(rotation.note()).bytes()).isEqualTo(Bytes.copyOf(input));
    assertThat(rotation.from()).isNotEqualTo(rotation.to());
    assertThat(rotation.from().name()).isEqualTo(rotation.to().name());
  }
}
