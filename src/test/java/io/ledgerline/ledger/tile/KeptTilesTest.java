package io.ledgerline.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.TilePath;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a tree keeps, what it makes anew, and what it refuses.
class KeptTilesTest {

  private static final LogId LOG = new LogId(new UUID(0, 1));
  private static final TestLeaves LEAVES = new TestLeaves(66_000);

  private final InMemoryTileStore store = new InMemoryTileStore();

  @Test
  void makesMissingTilesAndBundlesAnew() {
    // Given
    HashTree tree = opened(LEAVES, 66_000);
    answered(tree.integrate(66_000));
    SortedMap<String, Bytes> before = store.tiles(LOG);
    List<String> missing = List.of("tile/0/017", "tile/entries/017", "tile/1/000", "tile/0/200");
    missing.forEach(path -> store.tamper(LOG, path, Optional.empty()));

    // When
    missing.forEach(path -> answered(tree.read(TilePath.parse(path).orElseThrow())));

    // Then
    assertThat(store.tiles(LOG)).isEqualTo(before);
  }

  @Test
  void makesEverythingAnewWhenTheLastTileIsMissingToo() {
    // Given
    answered(opened(LEAVES, 66_000).integrate(66_000));
    SortedMap<String, Bytes> before = store.tiles(LOG);
    before.keySet().forEach(path -> store.tamper(LOG, path, Optional.empty()));

    // When
    answered(opened(LEAVES, 66_000).integrate(66_000));

    // Then
    assertThat(store.tiles(LOG)).isEqualTo(before);
  }

  @Test
  void makesNoTileAnewFromEntriesThatAreNotThoseItWasMadeOf() {
    // Given
    TestLeaves leaves = new TestLeaves(66_000);
    answered(opened(leaves, 66_000).integrate(66_000));
    leaves.tamper(4_400, "another");
    store.tamper(LOG, "tile/0/017", Optional.empty());
    HashTree tree = opened(leaves, 66_000);

    // When
    Throwable failure = catchThrowable(() -> answered(tree.read(new TilePath.Hashes(0, 17, 256))));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage(
            "tile/0/017 is missing, and the entries are no longer those that it was made of");
  }

  @Test
  void refusesToKeepAnotherTileThanTheOneThatIsKept() {
    // Given
    answered(opened(LEAVES, 600).integrate(600));
    TestLeaves others = new TestLeaves(600);
    others.tamper(300, "another");
    answered(store.integrated(LOG, 0));
    HashTree tree = opened(others, 600);

    // When
    Throwable failure = catchThrowable(() -> answered(tree.integrate(600)));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("another tile/entries/001 is kept");
  }

  @Test
  void refusesLeavesThatDoNotHashToTheTree() {
    // Given
    TestLeaves leaves = new TestLeaves(600);
    HashTree tree = opened(leaves, 600);
    tree.append(0, List.copyOf(leaves.hashes()));
    leaves.tamper(300, "another");

    // When
    Throwable full = catchThrowable(() -> answered(tree.integrate(600)));
    leaves.tamper(599, "another");
    Throwable partial =
        catchThrowable(() -> answered(tree.read(new TilePath.Entries(2, 600 - 512))));

    // Then
    assertThat(full)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the leaf of entry 300 is not the one in the tree");
    assertThat(partial)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("the leaf of entry 599 is not the one in the tree");
  }

  @Test
  void opensALogThatAnotherReplicaMadeLongerAndKeptTilesOfMeanwhile() {
    // Given
    answered(opened(LEAVES, 600).integrate(600));

    // When
    HashTree tree = opened(LEAVES, 400);

    // Then
    assertThat(answered(tree.root(400))).isEqualTo(answered(opened(LEAVES, 600).root(400)));
    assertThat(answered(tree.root(600))).isEqualTo(answered(opened(LEAVES, 600).root(600)));
  }

  @Test
  void refusesToOpenALogThatIsShorterThanItsTiles() {
    // Given
    answered(opened(LEAVES, 600).integrate(600));

    // When
    Throwable failure = catchThrowable(() -> opened(LEAVES.upTo(400), 400));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("tiles of 512 entries are kept, the log has 400: it was set back");
  }

  @Test
  void keepsEveryFullTileAndBundleAndNoOther() {
    // Given
    HashTree tree = opened(LEAVES, 66_000);

    // When
    answered(tree.integrate(66_000));

    // Then
    assertThat(store.tiles(LOG)).hasSize(257 + 257 + 1);
    assertThat(store.tiles(LOG))
        .containsKeys("tile/0/256", "tile/entries/256", "tile/1/000")
        .doesNotContainKeys("tile/0/257", "tile/1/001", "tile/2/000");
    assertThat(answered(store.integrated(LOG))).isEqualTo(65_792);
  }

  private HashTree opened(HashTree.Leaves leaves, long size) {
    return answered(HashTree.open(LOG, leaves, store, size));
  }

  private static <T> T answered(Uni<T> answer) {
    return answer.await().indefinitely();
  }
}
