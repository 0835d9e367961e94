package io.ledgerline.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.GrownLog;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.note.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a stranger sees of a log whose tiles, bundles or checkpoints are not what they were.
class LogAuditTest {

  private static final long SIZE = 256 * 256 + 700;

  private static final Digest OTHER = Digest.ofLeaf(Digest.EMPTY_ROOT);

  private static Ledger ledger = TestLedgers.open();
  private final Map<String, UnaryOperator<byte[]>> changes = new TreeMap<>();
  private Checkpoint checkpoint = new Checkpoint(TestLedgers.ORIGIN, 0, Digest.EMPTY_ROOT);

  @BeforeEach
  void grow() {
    if (ledger.published().size() < SIZE) {
      InMemoryEntryStore entries = new InMemoryEntryStore();
      InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
      ledger = TestLedgers.open(entries, checkpoints);
      Payload payload = Payload.whole("application/json", Bytes.utf8("{}"), new Random(1));
      new GrownLog(entries, ledger.genesis(), List.of(payload)).to(SIZE);
      ledger.publish().await().indefinitely();
    }
    checkpoint = Checkpoint.parse(ledger.checkpoint().await().indefinitely().orElseThrow().text());
  }

  @Test
  void findsNothingWrongWithALogThatFits() {
    // Given
    List<Long> progress = new ArrayList<>();

    // When
    LogAudit.Result result =
        new LogAudit(this::served, checkpoint, Optional.of(earlier(300)), progress::add).run();

    // Then
    assertThat(result).isEqualTo(new LogAudit.Result(SIZE, List.of(), 0));
    assertThat(progress).hasSize(259).endsWith(SIZE);
  }

  @Test
  void seesAFlippedByteOfEveryKindOfFile() {
    for (Map.Entry<String, String> change :
        Map.of(
                "tile/0/001", "entry 256 is not what its hash in the tile says",
                "tile/entries/256", "entry 65536 is not what its hash in the tile says",
                "tile/entries/258.p/188", "entry 66048 is not what its hash in the tile says",
                "tile/1/000", "tile/1/000 is not what the tiles below it give",
                "tile/1/001.p/2", "tile/1/001.p/2 is not what the tiles below it give",
                "tile/2/000.p/1", "tile/2/000.p/1 is not what the tiles below it give")
            .entrySet()) {
      // Given
      changes.clear();
      changes.put(
          change.getKey(),
          bytes -> {
            bytes[20] ^= 1;
            return bytes;
          });

      // When
      List<String> findings = findings(Optional.empty());

      // Then
      assertThat(findings).as(change.getKey()).contains(change.getValue());
    }
  }

  @Test
  void seesABundleThatIsCutAndFilesThatAreNotServed() {
    // Given
    changes.put("tile/entries/003", bytes -> Bytes.owned(bytes).slice(0, 5_000).toArray());
    changes.put("tile/entries/004", bytes -> new byte[0]);
    changes.put(
        "tile/1/000",
        bytes -> {
          throw new RemoteLog.NotServedException("404");
        });

    // When
    List<String> findings = findings(Optional.empty());

    // Then
    assertThat(findings).hasSize(3);
    assertThat(findings.getFirst()).startsWith("tile/entries/003: a bundle that ends within");
    assertThat(findings.get(1)).isEqualTo("tile/entries/004 has 0 entries, not 256");
    assertThat(findings.get(2)).isEqualTo("tile/1/000 is not served: 404");
  }

  @Test
  void goesNoFurtherWithoutATileOfLeafHashes() {
    // Given
    changes.put("tile/0/002", bytes -> new byte[32]);

    // When
    LogAudit.Result result =
        new LogAudit(this::served, checkpoint, Optional.empty(), size -> {}).run();

    // Then
    assertThat(result).isEqualTo(new LogAudit.Result(512, List.of("tile/0/002 has 32 bytes"), 1));
  }

  @Test
  void seesALogThatIsAnotherThanBeforeOrWasSetBack() {
    // Given
    Checkpoint other = new Checkpoint(TestLedgers.ORIGIN, 300, OTHER);
    Checkpoint longer = new Checkpoint(TestLedgers.ORIGIN, SIZE + 1, OTHER);

    // Then
    assertThat(findings(Optional.of(other)))
        .containsExactly("the first 300 entries are not those of the earlier checkpoint");
    assertThat(findings(Optional.of(longer)))
        .containsExactly(
            "the log had %d entries before, it has %d now: it was set back"
                .formatted(SIZE + 1, SIZE));
  }

  @Test
  void seesACheckpointOverAnotherTree() {
    // Given
    Checkpoint other = new Checkpoint(TestLedgers.ORIGIN, SIZE, OTHER);

    // When
    LogAudit.Result result = new LogAudit(this::served, other, Optional.empty(), size -> {}).run();

    // Then
    assertThat(result.findings())
        .containsExactly(
            "the tiles give another root than the checkpoint of %d entries".formatted(SIZE));
  }

  private List<String> findings(Optional<Checkpoint> earlier) {
    return new LogAudit(this::served, checkpoint, earlier, size -> {}).run().findings();
  }

  private Checkpoint earlier(long size) {
    long at = 0;
    Frontier tree = Frontier.EMPTY;
    for (int level = 62; level >= 0; level--) {
      if ((size >> level & 1) == 1) {
        Digest subtree = ledger.published().knownSubtree(level, at >> level).await().indefinitely();
        tree = tree.join(Frontier.ofSubtree(level, subtree));
        at += 1L << level;
      }
    }
    return new Checkpoint(TestLedgers.ORIGIN, size, tree.root());
  }

  private CompletableFuture<byte[]> served(String path) {
    byte[] bytes =
        ledger
            .published()
            .tile(TilePath.parse(path).orElseThrow())
            .await()
            .indefinitely()
            .orElseThrow()
            .toArray();
    try {
      return CompletableFuture.completedFuture(
          changes.getOrDefault(path, UnaryOperator.identity()).apply(bytes));
    } catch (RemoteLog.NotServedException missing) {
      return CompletableFuture.failedFuture(missing);
    }
  }
}
