package io.ledgerline.anchor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.anchor.witness.AddCheckpoint;
import io.ledgerline.anchor.witness.MonitoringPath;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Whatever is submitted to the witness, it answers, and cosigns nothing that contradicts what it
/// saw.
class LogWatchFuzzTest {

  private static final String ORIGIN = "log.example/a";
  private static final CosigningKey KEY = TestCosignatures.key("witness.example/w1", 2);
  private static final InstantSource NOW = InstantSource.fixed(Instant.EPOCH);
  private static final TestLog LOG = new TestLog(ORIGIN, 1);
  private static final int SEEN = 3;

  @FuzzTest
  void answersAndCosignsNoContradiction(byte[] input) {
    // Given
    SignedNote seen = LOG.checkpoint(SEEN);
    Checkpoint before = Checkpoint.parse(seen.text());
    InMemoryWatchedStore store = new InMemoryWatchedStore();
    store.advance(Optional.empty(), before, seen).await().indefinitely();
    LogWatch watch = new LogWatch(List.of(LOG.key().verifierKey()), KEY, store, NOW);

    // When
    WatchAnswer answer = watch.add(input).await().indefinitely();

    // Then
    SignedNote kept =
        watch.newest(MonitoringPath.digest(ORIGIN)).await().indefinitely().orElseThrow();
    if (answer instanceof WatchAnswer.Cosigned) {
      Checkpoint newest = Checkpoint.parse(kept.text());
      assertThat(newest)
          .isEqualTo(Checkpoint.parse(AddCheckpoint.parse(input).checkpoint().text()));
      assertThat(newest.size()).isGreaterThanOrEqualTo(SEEN);
      assertThat(newest.root()).isEqualTo(LOG.root((int) newest.size()));
      assertThat(kept.signatures()).doesNotHaveDuplicates();
    } else {
      assertThat(kept).isEqualTo(seen);
    }
    requireOneSpelling(input);
  }

  private static void requireOneSpelling(byte[] input) {
    try {
      assertThat(AddCheckpoint.parse(input).render()).isEqualTo(input);
    } catch (MalformedNoteException refused) {
      assertThat(refused).isNotNull();
    }
  }
}
