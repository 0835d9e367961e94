package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.tile.FaultyTileStore;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.EntryBundle;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What strangers are shown of a log, and what is kept before it is signed.
class PublishedLogTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final InMemoryTileStore tiles = new InMemoryTileStore();

  @Test
  void showsTilesOfWhatACheckpointCoversAndOfNothingElse() {
    // Given
    Ledger ledger = opened(tiles, 1);
    append(ledger, "a", 299);
    publish(ledger);
    append(ledger, "b", 300);
    PublishedLog published = ledger.published();

    // Then
    assertThat(shown(published, "tile/0/000"))
        .hasValueSatisfying(b -> assertThat(b.size()).isEqualTo(8_192));
    assertThat(shown(published, "tile/0/001.p/44"))
        .hasValueSatisfying(b -> assertThat(b.size()).isEqualTo(1_408));
    assertThat(shown(published, "tile/0/001.p/45")).isEmpty();
    assertThat(shown(published, "tile/0/001")).isEmpty();
    assertThat(shown(published, "tile/1/000.p/1")).isPresent();
    assertThat(shown(published, "tile/1/000.p/2")).isEmpty();
    assertThat(shown(published, "tile/entries/001.p/44"))
        .hasValueSatisfying(b -> assertThat(EntryBundle.parse(b.view())).hasSize(44));
    assertThat(shown(published, "tile/entries/001")).isEmpty();
    assertThat(published.consistency(1, 301).await().indefinitely()).isEmpty();
  }

  @Test
  void showsThePartialTileOfEverySizeThatWasPublishedBefore() {
    // Given
    Ledger ledger = opened(tiles, 1);
    append(ledger, "a", 20);
    publish(ledger);
    Bytes before = shown(ledger.published(), "tile/0/000.p/21").orElseThrow();
    Bytes bundleBefore = shown(ledger.published(), "tile/entries/000.p/21").orElseThrow();

    // When
    append(ledger, "b", 600);
    publish(ledger);

    // Then
    assertThat(shown(ledger.published(), "tile/0/000.p/21")).contains(before);
    assertThat(shown(ledger.published(), "tile/entries/000.p/21")).contains(bundleBefore);
  }

  @Test
  void provesThatOneCheckpointContinuesAnother() {
    // Given
    Ledger ledger = opened(tiles, 1);
    append(ledger, "a", 299);
    Checkpoint first = publish(ledger);
    append(ledger, "b", 300);
    Checkpoint second = publish(ledger);

    // When
    ConsistencyProof proof =
        ledger.published().consistency(300, 600).await().indefinitely().orElseThrow();

    // Then
    assertThat(proof.proves(first.root(), second.root())).isTrue();
  }

  @Test
  void showsWhatAnotherReplicaPublished() {
    // Given
    Ledger one = opened(tiles, 1);
    Ledger two = opened(new InMemoryTileStore(), 2);
    append(one, "a", 599);

    // When
    publish(one);

    // Then
    assertThat(shown(two.published(), "tile/0/001"))
        .isEqualTo(shown(one.published(), "tile/0/001"))
        .isPresent();
    assertThat(shown(two.published(), "tile/entries/002.p/88"))
        .isEqualTo(shown(one.published(), "tile/entries/002.p/88"))
        .isPresent();
  }

  @Test
  void replicasMayShareTheirTiles() {
    // Given
    Ledger one = opened(tiles, 1);
    Ledger two = opened(tiles, 2);
    append(one, "a", 599);
    publish(one);
    append(two, "b", 600);

    // When
    Checkpoint fromTwo = publish(two);
    Checkpoint fromOne = publish(one);

    // Then
    assertThat(fromTwo).isEqualTo(fromOne);
    assertThat(tiles.tiles(log())).hasSize(8);
  }

  @Test
  void stopsWhenAnotherTileIsKeptThanTheEntriesGive() {
    // Given
    Ledger ledger = opened(tiles, 1);
    append(ledger, "a", 599);
    tiles.tamper(log(), "tile/0/001", Optional.of(Bytes.utf8("another")));

    // When
    Throwable failure = catchThrowable(() -> publish(ledger));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("another tile/0/001 is kept");
    assertThat(ledger.haltReason()).contains("another tile/0/001 is kept");
    assertThat(checkpoints.newest(log()).await().indefinitely()).isEmpty();
  }

  @Test
  void comparesWhatWasSignedAfterAStartThoughNothingIsNew() {
    // Given
    Ledger first = opened(tiles, 1);
    append(first, "a", 599);
    publish(first);
    first.close();
    byte[] flipped = tiles.tiles(log()).get("tile/0/001").toArray();
    flipped[100] ^= 1;
    tiles.tamper(log(), "tile/0/001", Optional.of(Bytes.owned(flipped)));
    Ledger second = opened(tiles, 2);

    // When
    Throwable failure = catchThrowable(() -> publish(second));

    // Then
    assertThat(failure)
        .isInstanceOf(Ledger.HaltedException.class)
        .hasMessage("the head of 600 entries has another root than they have");
  }

  @Test
  void makesMissingTilesAfterAStartThoughNothingIsNew() {
    // Given
    Ledger first = opened(tiles, 1);
    append(first, "a", 599);
    publish(first);
    first.close();
    InMemoryTileStore lost = new InMemoryTileStore();
    Ledger second = opened(lost, 2);

    // When
    publish(second);

    // Then
    assertThat(lost.tiles(log())).isEqualTo(tiles.tiles(log()));
  }

  @Test
  void isReadAndNotWrittenWhereTilesOfMoreEntriesAreKeptThanThereAre() {
    // Given
    Ledger ledger = opened(tiles, 1);
    append(ledger, "a", 599);
    publish(ledger);
    InMemoryEntryStore restored = new InMemoryEntryStore();

    // When
    Ledger setBack =
        Ledger.open(TestLedgers.genesis(), setup(restored, new InMemoryCheckpointStore(), tiles, 2))
            .await()
            .indefinitely();

    // Then
    assertThat(setBack.haltReason())
        .contains("tiles of 512 entries are kept, the log has 0: it was set back");
    assertThat(setBack.size()).isZero();
    assertThat(restored.head(TestLedgers.genesis().log()).await().indefinitely())
        .isEqualTo(Head.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, false", "3, true"})
  void signsNothingBeforeTheTilesAreKept(int nthWrite, boolean afterItTookEffect) {
    // Given
    FaultyTileStore faulty = new FaultyTileStore(tiles);
    Ledger ledger = opened(faulty, 1);
    append(ledger, "a", 599);
    faulty.failOnce(nthWrite, afterItTookEffect);

    // When
    Throwable failure = catchThrowable(() -> publish(ledger));
    Optional<?> signed = checkpoints.newest(log()).await().indefinitely();
    append(ledger, "b", 1);
    Checkpoint checkpoint = publish(ledger);

    // Then
    assertThat(failure).hasRootCauseInstanceOf(IOException.class);
    assertThat(signed).isEmpty();
    assertThat(ledger.haltReason()).isEmpty();
    assertThat(checkpoint.size()).isEqualTo(601);
    assertThat(tiles.tiles(log()).keySet())
        .containsExactlyInAnyOrder(
            "tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001");
  }

  private Ledger opened(TileStore store, long seed) {
    return Ledger.open(TestLedgers.genesis(), setup(entries, checkpoints, store, seed))
        .await()
        .indefinitely();
  }

  private static Ledger.Setup setup(
      EntryStore entries, CheckpointStore checkpoints, TileStore store, long seed) {
    Ledger.Setup setup = TestLedgers.setup(entries, checkpoints, seed);
    return new Ledger.Setup(
        setup.entries(),
        setup.checkpoints(),
        store,
        setup.keys(),
        setup.settings(),
        setup.clock(),
        setup.random(),
        setup.executor(),
        setup.guard(),
        setup.publication());
  }

  private static LogId log() {
    return TestLedgers.genesis().log();
  }

  private static Checkpoint publish(Ledger ledger) {
    return Checkpoint.open(
        ledger.publish().await().indefinitely().orElseThrow(), List.of(ledger.genesis().key()));
  }

  private static Optional<Bytes> shown(PublishedLog log, String path) {
    return log.tile(TilePath.parse(path).orElseThrow()).await().indefinitely();
  }

  private static void append(Ledger ledger, String name, int count) {
    List<Uni<Appended>> all =
        IntStream.range(0, count)
            .mapToObj(i -> ledger.append(Submissions.of(name + i, "a")))
            .toList();
    Uni.join().all(all).andFailFast().await().indefinitely();
  }
}
