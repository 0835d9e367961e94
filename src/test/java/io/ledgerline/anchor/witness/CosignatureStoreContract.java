package io.ledgerline.anchor.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.witness.CosignatureStore.Kept;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CosignatureStore] must do.
public abstract class CosignatureStoreContract {

  private static final AtomicLong LOGS = new AtomicLong();
  private static final CosigningKey ONE = TestCosignatures.key("one", 1);
  private static final CosigningKey TWO = TestCosignatures.key("two", 2);

  private CosignatureStore store;
  private CheckpointStore checkpoints;
  private LogId log;

  /// The store, for a log that it knows.
  protected abstract CosignatureStore open(Genesis genesis);

  /// The store of the checkpoints that are cosigned.
  protected abstract CheckpointStore checkpoints();

  @BeforeEach
  void openALogOfItsOwn() {
    Genesis base = TestLedgers.genesis();
    log = new LogId(new UUID(getClass().getName().hashCode(), LOGS.incrementAndGet()));
    store =
        open(
            new Genesis(
                log,
                base.origin(),
                base.baseIri(),
                "cosignatures-" + log,
                base.key(),
                base.segmentSize()));
    checkpoints = checkpoints();
  }

  @Test
  void nothingIsKeptAtFirst() {
    assertThat(store.newest(log, 10).await().indefinitely()).isEmpty();
  }

  @Test
  void theNewestAreThoseOfTheLargestSizes() {
    // Given
    Cosignature first = keep(5, ONE, 1);
    Cosignature second = keep(9, ONE, 2);
    Cosignature third = keep(9, TWO, 3);
    Cosignature fourth = keep(7, TWO, 4);

    // Then
    assertThat(store.newest(log, 2).await().indefinitely())
        .containsExactlyInAnyOrder(
            new Kept(9, second.line()), new Kept(9, third.line()), new Kept(7, fourth.line()));
    assertThat(store.newest(log, 2).await().indefinitely().getLast().size()).isEqualTo(7);
    assertThat(store.newest(log, 9).await().indefinitely()).contains(new Kept(5, first.line()));
  }

  @Test
  void theFirstOfAKeyStays() {
    // Given
    Cosignature first = keep(5, ONE, 1);

    // When
    keep(5, ONE, 2);

    // Then
    assertThat(store.newest(log, 9).await().indefinitely())
        .containsExactly(new Kept(5, first.line()));
  }

  private Cosignature keep(long size, CosigningKey key, long seconds) {
    Digest root = Digest.ofNode(Digest.EMPTY_ROOT, Digest.EMPTY_ROOT);
    Checkpoint checkpoint = new Checkpoint(TestLedgers.ORIGIN, size, root);
    checkpoints
        .keep(log, checkpoint, TestLedgers.key().sign(checkpoint.text()))
        .await()
        .indefinitely();
    Cosignature cosignature =
        key.cosignerKey()
            .verified(checkpoint.text(), key.cosign(checkpoint.text(), seconds))
            .orElseThrow();
    store.keep(log, size, cosignature).await().indefinitely();
    return cosignature;
  }
}
