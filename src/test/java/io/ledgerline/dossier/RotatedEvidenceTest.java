package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.rotation.RotationEntry;
import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The evidence bundle of a log that passed to another key.
class RotatedEvidenceTest {

  @TempDir private Path directory;
  private final SigningKey old = TestLedgers.key();
  private final SigningKey next =
      SigningKey.ofSeed(TestLedgers.ORIGIN, new byte[SigningKey.SEED_BYTES]);

  @Test
  void aBundleHoldsTheRotationAndIsVerifiedUnderEitherKey() {
    // Given
    try (CreditCase credit = CreditCase.open(directory, ledger())) {
      credit.rotate(old, next);
      ModelDossier dossier = credit.dossier(directory.resolve("documents"));

      // When
      Export export = dossier.evidence(CreditCase.MODEL).await().atMost(Duration.ofMinutes(1));

      // Then
      Bytes bundle = ((Export.Written) export).bytes();
      for (SigningKey trusted : List.of(old, next)) {
        Verdict verdict = BundleVerifier.verify(bundle, List.of(trusted.verifierKey()));
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        Verdict.Summary summary = ((Verdict.Verified) verdict).summary();
        assertThat(summary.key()).isEqualTo(next.verifierKey());
        assertThat(summary.entries())
            .filteredOn(entry -> entry.type().equals(RotationEntry.TYPE))
            .singleElement()
            .satisfies(entry -> assertThat(entry.roles()).containsExactly("key rotation"));
      }
    }
  }

  private Ledger ledger() {
    Ledger.Setup setup = TestLedgers.setup(new InMemoryEntryStore(), new InMemoryCheckpointStore());
    KeyHistory history = KeyHistory.of(TestLedgers.genesis().log().toString(), old.verifierKey());
    return Ledger.open(
            TestLedgers.genesis(),
            new Ledger.Setup(
                setup.entries(),
                setup.checkpoints(),
                setup.tiles(),
                new LogKeys(List.of(old, next), history),
                setup.settings(),
                setup.clock(),
                setup.random(),
                setup.executor(),
                setup.guard(),
                setup.publication()))
        .await()
        .indefinitely();
  }
}
