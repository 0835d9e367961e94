package io.ledgerline.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [TileStore] must do.
abstract class TileStoreContract {

  static final LogId LOG = new LogId(new UUID(0, 1));
  static final TilePath TILE = new TilePath.Hashes(1, 1_234_067, 256);
  static final TilePath BUNDLE = new TilePath.Entries(1_234_067, 256);

  /// A store without tiles.
  abstract TileStore open();

  @Test
  void givesBackWhatItKeeps() {
    // Given
    TileStore store = open();

    // When
    answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile"), BUNDLE, Bytes.utf8("bundle"))));

    // Then
    assertThat(answered(store.read(LOG, TILE))).contains(Bytes.utf8("tile"));
    assertThat(answered(store.read(LOG, BUNDLE))).contains(Bytes.utf8("bundle"));
    assertThat(answered(store.read(LOG, new TilePath.Hashes(0, 1_234_067, 256)))).isEmpty();
    assertThat(answered(store.read(new LogId(new UUID(0, 2)), TILE))).isEmpty();
  }

  @Test
  void keepsTheSameTwiceAndNoOther() {
    // Given
    TileStore store = open();
    answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));

    // When
    answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));
    Throwable failure =
        catchThrowable(() -> answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("another")))));

    // Then
    assertThat(failure).isInstanceOf(CorruptEntryException.class);
    assertThat(answered(store.read(LOG, TILE))).contains(Bytes.utf8("tile"));
  }

  @Test
  void takesTheSameTilesFromSeveralAtOnce() {
    // Given
    TileStore store = open();
    List<Uni<Void>> writes =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    store.keep(
                        LOG,
                        Map.of(new TilePath.Hashes(0, i / 10, 256), Bytes.utf8("tile " + i / 10))))
            .toList();

    // When
    answered(Uni.join().all(writes).andFailFast());

    // Then
    for (int i = 0; i < 20; i++) {
      assertThat(answered(store.read(LOG, new TilePath.Hashes(0, i, 256))))
          .contains(Bytes.utf8("tile " + i));
    }
  }

  @Test
  void remembersTheSizeThatWasNotedLast() {
    // Given
    TileStore store = open();
    long before = answered(store.integrated(LOG));

    // When
    answered(store.integrated(LOG, 512));
    answered(store.integrated(LOG, Long.MAX_VALUE));

    // Then
    assertThat(before).isZero();
    assertThat(answered(store.integrated(LOG))).isEqualTo(Long.MAX_VALUE);
    assertThat(answered(store.integrated(new LogId(new UUID(0, 2))))).isZero();
  }

  static <T> T answered(Uni<T> answer) {
    return answer.await().indefinitely();
  }
}
