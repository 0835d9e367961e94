package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CheckpointStore] must do.
public abstract class CheckpointStoreContract {

  private static final AtomicLong LOGS = new AtomicLong();

  private CheckpointStore store;
  private LogId log;

  /// The store, and a log that it knows.
  protected abstract CheckpointStore open(Genesis genesis);

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
                "checkpoints-" + log,
                base.key(),
                base.segmentSize()));
  }

  @Test
  void nothingIsPublishedAtFirst() {
    assertThat(store.newest(log).await().indefinitely()).isEmpty();
  }

  @Test
  void theNewestIsTheOneOfTheLargestSize() {
    // Given
    keep(100, Digest.EMPTY_ROOT);
    SignedNote large = keep(200, Digest.EMPTY_ROOT);
    keep(150, Digest.EMPTY_ROOT);

    // When
    SignedNote newest = store.newest(log).await().indefinitely().orElseThrow();

    // Then
    assertThat(newest).isEqualTo(large);
    assertThat(store.page(log, 150, 10).await().indefinitely())
        .extracting(note -> Checkpoint.parse(note.text()).size())
        .containsExactly(150L, 200L);
  }

  @Test
  void aPublishedOneIsNeverReplaced() {
    // Given
    SignedNote first = keep(100, Digest.EMPTY_ROOT);

    // When
    SignedNote kept = keep(100, ChainHash.BEFORE_FIRST);

    // Then
    assertThat(kept).isEqualTo(first);
    assertThat(store.page(log, 0, 10).await().indefinitely()).isEqualTo(List.of(first));
  }

  private SignedNote keep(long size, Digest salt) {
    Checkpoint checkpoint =
        new Checkpoint(TestLedgers.ORIGIN, size, Digest.ofNode(salt, Digest.EMPTY_ROOT));
    SignedNote note = TestLedgers.key().sign(checkpoint.text());
    return store.keep(log, checkpoint, note).await().indefinitely();
  }
}
