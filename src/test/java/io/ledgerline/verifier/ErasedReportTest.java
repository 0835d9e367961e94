package io.ledgerline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.ErasedBundles;
import io.ledgerline.evidence.TestBundles;
import io.ledgerline.evidence.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the verifier says of a unit that was erased.
class ErasedReportTest {

  private static final Verdict VERDICT =
      BundleVerifier.verify(ErasedBundles.zip(), List.of(TestBundles.key().verifierKey()));

  @Test
  void namesTheEntryThatErasedItAndWhen() {
    assertThat(Report.text(Path.of("bundle.zip"), VERDICT))
        .contains("    entry 1, unit 2 erased by entry 2 on 2026-01-01T00:00:02.000000Z\n")
        .contains("4 of 5 units of their payloads");
  }

  @Test
  void namesItInJson() {
    assertThat(Report.json(VERDICT))
        .contains(
            "\"units_erased\":[{\"erased_at\":\"2026-01-01T00:00:02.000000Z\",\"erased_by\":2,\"unit\":2}]");
  }
}
