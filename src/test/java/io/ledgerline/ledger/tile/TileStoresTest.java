package io.ledgerline.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.TilePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stores of tiles do what such stores must do; files beyond that.
class TileStoresTest {

  @Nested
  class InMemory extends TileStoreContract {

    @Override
    TileStore open() {
      return new InMemoryTileStore();
    }
  }

  @Nested
  class Cached extends TileStoreContract {

    @Override
    TileStore open() {
      return new TileCache(new InMemoryTileStore(), 2);
    }
  }

  @Nested
  class InFiles extends TileStoreContract {

    private final ScheduledExecutorService executor = TestLedgers.executor();
    @TempDir private Path directory;

    @Override
    TileStore open() {
      return in(directory);
    }

    private TileStore in(Path where) {
      try {
        return TileFiles.in(where, executor, InstantSource.fixed(TestLedgers.NOW));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @AfterEach
    void end() {
      executor.shutdown();
    }

    @Test
    void liesWhereItsAddressSays() {
      // When
      answered(open().keep(LOG, Map.of(TILE, Bytes.utf8("tile"), BUNDLE, Bytes.utf8("bundle"))));

      // Then
      assertThat(directory.resolve(LOG + "/tile/1/x001/x234/067")).hasContent("tile");
      assertThat(directory.resolve(LOG + "/tile/entries/x001/x234/067")).hasContent("bundle");
      assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void saysWhichFileSomebodyChanged() throws IOException {
      // Given
      TileStore store = open();
      answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));
      Path file = directory.resolve(LOG + "/tile/1/x001/x234/067");
      Files.writeString(file, "tale");

      // When
      Throwable failure =
          catchThrowable(() -> answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile")))));

      // Then
      assertThat(failure)
          .isInstanceOf(CorruptEntryException.class)
          .hasMessage(
              "the file %s is not what the entries of the log give: somebody changed one of them"
                  .formatted(file));
      assertThat(file).hasContent("tale");
      assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void removesWhatIsLongUnfinishedAndNothingElse() throws IOException {
      // Given
      open();
      Path old = Files.writeString(directory.resolve("unfinished/old"), "x");
      Path young = Files.writeString(directory.resolve("unfinished/young"), "x");
      Files.setLastModifiedTime(old, FileTime.from(TestLedgers.NOW.minus(Duration.ofHours(2))));
      Files.setLastModifiedTime(young, FileTime.from(TestLedgers.NOW.minus(Duration.ofMinutes(1))));

      // When
      open();

      // Then
      assertThat(old).doesNotExist();
      assertThat(young).exists();
    }

    @Test
    void failsWithoutAnEffectWhereTheDirectoryIsNoDirectory() throws IOException {
      // Given
      TileStore store = open();
      Files.createDirectories(directory.resolve(LOG.toString()));
      Files.writeString(directory.resolve(LOG + "/tile"), "in the way");

      // When
      Throwable failure =
          catchThrowable(() -> answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile")))));
      Files.delete(directory.resolve(LOG + "/tile"));
      answered(store.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));

      // Then
      assertThat(failure).isInstanceOf(UncheckedIOException.class);
      assertThat(answered(store.read(LOG, TILE))).contains(Bytes.utf8("tile"));
    }

    @Test
    void aNoteThatIsNoSizeCountsForNothing() throws IOException {
      // Given
      TileStore store = open();
      answered(store.integrated(LOG, 512));

      for (String note : new String[] {"", "x", "0512\n", "-1\n", "99999999999999999999\n"}) {
        // When
        Files.writeString(directory.resolve(LOG + "/integrated"), note);

        // Then
        assertThat(answered(store.integrated(LOG))).as(note).isZero();
      }
    }

    @Test
    void twoReplicasShareADirectory() throws IOException {
      // Given
      TileStore one = open();
      TileStore two = in(directory);

      // When
      answered(one.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));
      answered(two.keep(LOG, Map.of(TILE, Bytes.utf8("tile"))));

      // Then
      assertThat(answered(two.read(LOG, TILE))).contains(Bytes.utf8("tile"));
      try (Stream<Path> files = Files.walk(directory)) {
        assertThat(files.filter(Files::isRegularFile)).hasSize(1);
      }
    }
  }

  @Test
  void forgetsTheTileThatWasReadLongestAgo() {
    // Given
    InMemoryTileStore below = new InMemoryTileStore();
    TileCache cache = new TileCache(below, 2);
    TilePath[] paths = new TilePath[3];
    for (int i = 0; i < 3; i++) {
      paths[i] = new TilePath.Hashes(0, i, 256);
      TileStoreContract.answered(
          cache.keep(TileStoreContract.LOG, Map.of(paths[i], Bytes.utf8("tile " + i))));
    }

    // When
    for (TilePath path : paths) {
      below.tamper(TileStoreContract.LOG, path.text(), Optional.empty());
    }

    // Then
    assertThat(TileStoreContract.answered(cache.read(TileStoreContract.LOG, paths[0]))).isEmpty();
    assertThat(TileStoreContract.answered(cache.read(TileStoreContract.LOG, paths[2])))
        .contains(Bytes.utf8("tile 2"));
  }
}
