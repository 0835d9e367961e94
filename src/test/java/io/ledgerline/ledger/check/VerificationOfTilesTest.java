package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.tile.InMemoryTileStore;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a verification sees of tiles and bundles.
class VerificationOfTilesTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger.Setup setup = TestLedgers.setup(entries, checkpoints);
  private final InMemoryTileStore tiles = (InMemoryTileStore) setup.tiles();
  private final Ledger ledger = Ledger.open(TestLedgers.genesis(), setup).await().indefinitely();

  @BeforeEach
  void fill() {
    append("event", 600);
    ledger.publish().await().indefinitely();
  }

  @Test
  void findsNothingWrongWithTilesThatFit() {
    // Then
    assertThat(tiles.tiles(log()).keySet())
        .containsExactlyInAnyOrder(
            "tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001");
    assertThat(verify()).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void findsEveryTileAndBundleThatWasChangedOrRemoved() {
    // Given
    byte[] flipped = tiles.tiles(log()).get("tile/0/001").toArray();
    flipped[8_191] ^= 1;
    Bytes cut = tiles.tiles(log()).get("tile/entries/000");
    tiles.tamper(log(), "tile/0/001", Optional.of(Bytes.owned(flipped)));
    tiles.tamper(log(), "tile/entries/000", Optional.of(cut.slice(0, cut.size() - 1)));
    tiles.tamper(log(), "tile/0/000", Optional.empty());

    // When
    List<Finding> findings = ((Verification.Unsound) verify()).findings();

    // Then
    assertThat(findings)
        .containsExactlyInAnyOrder(
            new Finding(
                OptionalLong.empty(),
                "tile/0/000 is missing; it is made anew from the entries when read"),
            new Finding(OptionalLong.empty(), "tile/0/001 is not what the entries give"),
            new Finding(OptionalLong.empty(), "tile/entries/000 is not what the entries give"));
  }

  @Test
  void doesNotAskForTilesThatNoCheckpointNeedsYet() {
    // When
    append("later", 300);

    // Then
    assertThat(tiles.tiles(log())).doesNotContainKey("tile/0/002");
    assertThat(verify()).isInstanceOf(Verification.Sound.class);
  }

  private void append(String name, int count) {
    List<Uni<Appended>> all =
        IntStream.range(0, count)
            .mapToObj(i -> ledger.append(Submissions.of(name + i, "a")))
            .toList();
    Uni.join().all(all).andFailFast().await().indefinitely();
  }

  private LogId log() {
    return ledger.genesis().log();
  }

  private Verification verify() {
    return new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 100)
        .with(tiles)
        .run(size -> {})
        .await()
        .indefinitely();
  }
}
