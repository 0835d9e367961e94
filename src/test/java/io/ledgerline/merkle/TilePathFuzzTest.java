package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A path of a tile has one spelling and leads nowhere else; so have the bytes of a tile and of a
/// bundle of entries.
class TilePathFuzzTest {

  @FuzzTest
  void hasOneSpelling(byte[] input) {
    // Given
    String text = new String(input, StandardCharsets.ISO_8859_1);

    // When
    TilePath.parse(text).ifPresent(path -> requireOneSpelling(path, text));

    // Then
    try {
      assertThat(Tile.parse(ByteBuffer.wrap(input)).toArray()).isEqualTo(input);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("a tile of ");
    }
    try {
      List<ByteBuffer> entries = EntryBundle.parse(ByteBuffer.wrap(input));
      assertThat(EntryBundle.render(entries)).isEqualTo(input);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("a bundle ");
    }
  }

  private static void requireOneSpelling(TilePath path, String text) {
    assertThat(path.text()).isEqualTo(text);
    assertThat(text).matches("tile/(entries|[0-9]+)/[x0-9/]+(\\.p/[0-9]+)?").doesNotContain("//");
    assertThat(TilePath.parse(path.full().text())).contains(path.full());
    assertThat(path.width()).isBetween(1, TilePath.FULL_WIDTH);
    assertThat(path.isFull()).isEqualTo(path.full().equals(path));
    assertThat(path.isWithin(0)).isFalse();
    if (path.full().isWithin(Long.MAX_VALUE)) {
      assertThat(path.isWithin(Long.MAX_VALUE)).isTrue();
    }
  }
}
