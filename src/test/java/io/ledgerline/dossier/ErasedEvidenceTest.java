package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.ledger.Submissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Documents and bundles after something they rest on was erased.
@Execution(ExecutionMode.CONCURRENT)
class ErasedEvidenceTest {

  private static final long DECISION = 308;

  @TempDir Path directory;

  private CreditCase credit;
  private ModelDossier dossier;

  @BeforeEach
  void open() {
    credit = CreditCase.open(directory);
    dossier = credit.dossier(directory.resolve("documents"));
  }

  @AfterEach
  void close() {
    credit.close();
  }

  @Test
  void aBundleShowsWhatWasErasedByWhichEntryAndVerifies() {
    // Given
    Export.Written before = evidence();
    long erasure = erase(UnitSet.of(DECISION, List.of(1)));

    // When
    Export.Written after = evidence();

    // Then
    assertThat(after.digest()).isNotEqualTo(before.digest());
    Verdict.Summary summary = verified(after);
    assertThat(entry(summary, DECISION).erased())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.unit()).isEqualTo(1);
              assertThat(unit.by()).isEqualTo(erasure);
            });
    assertThat(entry(summary, erasure).roles()).containsExactly("erasure");
    assertThat(verified(before).entries())
        .extracting(Verdict.Entry::erased)
        .allMatch(List::isEmpty);
  }

  @Test
  void whatWasExportedBeforeIsNotKeptAnyMore() {
    // Given
    Export.Written before = evidence();

    // When
    erase(UnitSet.of(DECISION, List.of(1)));

    // Then
    assertThat(directory.resolve("documents").resolve(before.digest().toHex())).doesNotExist();
  }

  @Test
  void aCardSaysNothingOfARecordThatWasErased() {
    // Given
    String before = card();
    assertThat(before).contains("Marta Ferrer");
    long approval =
        before
            .lines()
            .filter(line -> line.contains("Marta Ferrer"))
            .map(line -> line.replaceFirst(".*\\[E-([0-9]+)\\].*", "$1"))
            .mapToLong(Long::valueOf)
            .findFirst()
            .orElseThrow();

    // When
    erase(UnitSet.of(approval, List.of(0)));
    String after = card();

    // Then
    assertThat(after).doesNotContain("Marta Ferrer");
  }

  private long erase(UnitSet units) {
    credit.ledger().append(Submissions.erasing("dpo", units)).await().indefinitely();
    long erasure = credit.ledger().size() - 1;
    credit.follow();
    return erasure;
  }

  private Export.Written evidence() {
    return (Export.Written)
        dossier.evidence(CreditCase.MODEL).await().atMost(Duration.ofMinutes(1));
  }

  private String card() {
    return ((Export.Written)
            dossier.card(CreditCase.MODEL, CardForm.MARKDOWN).await().atMost(Duration.ofMinutes(1)))
        .bytes()
        .utf8();
  }

  private Verdict.Summary verified(Export.Written bundle) {
    return ((Verdict.Verified)
            BundleVerifier.verify(bundle.bytes(), List.of(credit.ledger().genesis().key())))
        .summary();
  }

  private static Verdict.Entry entry(Verdict.Summary summary, long index) {
    return summary.entries().stream()
        .filter(entry -> entry.index() == index)
        .findFirst()
        .orElseThrow();
  }
}
