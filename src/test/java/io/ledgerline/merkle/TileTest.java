package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tiles, and the subtrees that are read from them, against [ReferenceTree].
class TileTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 300, 511, 65_535, 65_536, 65_537, 66_001, 70_000})
  void makesRootsAndProofsFromTilesAlone(int size) {
    // Given
    ReferenceTree tree = ReferenceTree.ofSize(size);
    Map<TilePath.Hashes, Tile> read = new HashMap<>();
    TiledSubtrees subtrees =
        new TiledSubtrees(
            path ->
                read.computeIfAbsent(
                    path, p -> Tile.of(tree.tile(p.level(), (int) p.index(), size))));
    long seed = size;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int index = random.nextInt(size);
      int from = 1 + random.nextInt(size);

      // Then
      assertThat(InclusionProof.of(index, size, subtrees).hashes())
          .as("seed %s", seed)
          .isEqualTo(tree.inclusionProof(index));
      assertThat(ConsistencyProof.of(from, size, subtrees).hashes())
          .as("seed %s", seed)
          .isEqualTo(tree.consistencyProof(from));
    }
    assertThat(subtrees.hash(0, size)).isEqualTo(tree.root());
  }

  @Test
  void readsAtMostTwoTilesOfALevelForAProof() {
    // Given
    int size = 70_000;
    ReferenceTree tree = ReferenceTree.ofSize(size);
    Map<TilePath.Hashes, Tile> read = new HashMap<>();
    TiledSubtrees subtrees =
        new TiledSubtrees(
            path ->
                read.computeIfAbsent(
                    path, p -> Tile.of(tree.tile(p.level(), (int) p.index(), size))));

    // When
    InclusionProof.of(12_345, size, subtrees);

    // Then
    assertThat(read.keySet())
        .extracting(TilePath::text)
        .containsExactlyInAnyOrder("tile/0/048", "tile/0/273", "tile/1/000", "tile/1/001");
  }

  @Test
  void readsWhatItWrites() {
    // Given
    Tile tile = Tile.of(ReferenceTree.ofSize(256).leafHashes());

    // When
    Tile read = Tile.parse(ByteBuffer.wrap(tile.toArray()));

    // Then
    assertThat(read).isEqualTo(tile).hasSameHashCodeAs(tile);
    assertThat(tile.toArray()).hasSize(8_192);
    assertThat(tile.root()).isEqualTo(ReferenceTree.ofSize(256).root());
    assertThat(tile.prefix(3)).isEqualTo(Tile.of(ReferenceTree.ofSize(3).leafHashes()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 8_191, 8_193, 8_224})
  void refusesWhatIsNoTile(int sizeBytes) {
    assertThat(catchThrowable(() -> Tile.parse(ByteBuffer.allocate(sizeBytes))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tile of " + sizeBytes + " bytes");
  }

  @Test
  void hasNoHashBehindItsWidth() {
    // Given
    Tile tile = Tile.of(List.of(Digest.EMPTY_ROOT, Digest.EMPTY_ROOT, Digest.EMPTY_ROOT));

    // Then
    assertThat(catchThrowable(() -> tile.hash(3))).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(catchThrowable(() -> tile.hash(-1))).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(catchThrowable(() -> tile.subtree(1, 2)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(catchThrowable(tile::root)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(catchThrowable(() -> tile.prefix(4))).isInstanceOf(IllegalArgumentException.class);
    assertThat(catchThrowable(() -> tile.prefix(0))).isInstanceOf(IllegalArgumentException.class);
  }
}
