package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.detach.DetachableEntryStore;
import io.ledgerline.ledger.detach.DetachedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The evidence bundle of a model version whose records are all there, where the genesis is
/// detached.
@Execution(ExecutionMode.CONCURRENT)
class DetachedEvidenceTest {

  private static final int DETACHED = 1;

  @TempDir private Path directory;

  private final DetachableEntryStore store = new DetachableEntryStore(new InMemoryEntryStore());
  private CreditCase credit;
  private ModelDossier dossier;

  @BeforeEach
  void open() {
    credit = CreditCase.open(directory, TestLedgers.open(store, new InMemoryCheckpointStore()));
    dossier = credit.dossier(directory.resolve("documents"));
    // As where a segment is sealed: its bundles and tiles are kept.
    credit.ledger().publish().await().indefinitely();
  }

  @AfterEach
  void close() {
    credit.close();
  }

  @Test
  void hasTheGenesisThatWasKeptAndVerifies() {
    // Given
    dossier.keepWhatEveryBundleHas().await().indefinitely();
    store.detach(DETACHED);
    dossier.keepWhatEveryBundleHas().await().indefinitely();

    // When
    Export export = evidence();

    // Then
    Verdict verdict =
        BundleVerifier.verify(
            ((Export.Written) export).bytes(), List.of(credit.ledger().genesis().key()));
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    Verdict.Entry first = ((Verdict.Verified) verdict).summary().entries().getFirst();
    assertThat(first.index()).isZero();
    assertThat(first.roles()).containsExactly("genesis");
  }

  @Test
  void isRefusedWhereTheGenesisWasNotKept() {
    // Given
    store.detach(DETACHED);

    // When
    Throwable refusal = catchThrowable(this::evidence);

    // Then
    assertThat(refusal).isInstanceOf(DetachedException.class);
  }

  @Test
  void isRefusedWhereTheFileHasAnotherEntry() throws IOException {
    // Given
    dossier.keepWhatEveryBundleHas().await().indefinitely();
    Path file = directory.resolve("documents/kept/0.json");
    String kept = Files.readString(file);
    int at = kept.indexOf("\"event_salt\":\"") + "\"event_salt\":\"".length();
    char other = kept.charAt(at) == 'A' ? 'B' : 'A';
    Files.writeString(file, kept.substring(0, at) + other + kept.substring(at + 1));
    store.detach(DETACHED);

    // When
    Throwable refusal = catchThrowable(this::evidence);

    // Then
    assertThat(refusal).isInstanceOf(DetachedException.class);
  }

  private Export evidence() {
    return dossier.evidence(CreditCase.MODEL).await().atMost(Duration.ofMinutes(1));
  }
}
