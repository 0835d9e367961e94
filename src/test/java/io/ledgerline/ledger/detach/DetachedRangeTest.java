package io.ledgerline.ledger.detach;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.merkle.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is said of entries that are gone.
class DetachedRangeTest {

  @Test
  void itsWordsGoOnASentence() {
    // Given
    Digest digest = Digest.EMPTY_ROOT;
    DetachedRange range =
        new DetachedRange(1, 256, 511, digest, digest, Instant.EPOCH, digest, 777);

    // Then
    assertThat("the lineage graph does without " + range.words())
        .isEqualTo(
            "the lineage graph does without entries 256 to 511 (segment 1), which are detached;"
                + " their archive has the manifest "
                + digest.toHex()
                + " (entry 777)");
  }
}
