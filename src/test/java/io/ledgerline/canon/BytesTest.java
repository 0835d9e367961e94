package io.ledgerline.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Content, not identity; slices; UTF-8 without guesses.
class BytesTest {

  @Test
  void comparesByContentWhereverItLies() {
    // Given
    Bytes slice = Bytes.utf8("xabcx").slice(1, 4);

    // Then
    assertThat(slice).isEqualTo(Bytes.utf8("abc")).hasSameHashCodeAs(Bytes.utf8("abc"));
    assertThat(slice.slice(1, 2).utf8()).isEqualTo("b");
    assertThat(slice.view().remaining()).isEqualTo(3);
    assertThatThrownBy(() -> slice.slice(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void doesNotSeeLaterWritesToACopiedArray() {
    // Given
    byte[] array = {1, 2};
    Bytes bytes = Bytes.copyOf(array);

    // When
    array[0] = 9;

    // Then
    assertThat(bytes.at(0)).isEqualTo((byte) 1);
  }

  @Test
  void refusesALoneSurrogateAndKeepsAPair() {
    assertThat(Bytes.utf8("a😀").size()).isEqualTo(5);
    assertThatThrownBy(() -> Bytes.utf8("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsUtf8FromOtherBytes() {
    assertThat(Bytes.utf8("é\uFFFD").strictUtf8()).contains("é\uFFFD");
    assertThat(Bytes.owned(new byte[] {(byte) 0xff}).strictUtf8()).isEmpty();
  }
}
