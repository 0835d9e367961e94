package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.ledger.PayloadEntry;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Documents of the credit model, from the real events and the demo's records.
@Execution(ExecutionMode.CONCURRENT)
class ModelDossierTest {

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
  void laysOutWhatIsRecordedAndNamesWhatIsMissing() {
    // When
    String card = card(CardForm.MARKDOWN).bytes().utf8();

    // Then
    assertThat(card.lines())
        .contains(
            "| Task | tabular-classification | measured | [E-98] |",
            "| License | [More Information Needed] | missing |  |",
            "| Decisions that rest on this version | 200 | derived | [E-109] [E-308] |",
            "| Decisions overridden, reversed or disregarded | 9 | derived | [E-309] [E-319] |",
            "| auc | 0.555 | all | [More Information Needed] | 986 | [More Information Needed] |"
                + " measured | [E-99] |")
        .anyMatch(line -> line.matches("\\| file \\| .*/features/train \\| train \\| .* 4014 .*"))
        .anyMatch(line -> line.matches("\\| file \\| .*/raw/bureau \\| .* 5000 .*"))
        .anyMatch(line -> line.startsWith("| credit_clean |") && line.contains("| COMPLETED |"))
        .anyMatch(line -> line.startsWith("| conditional | Marta Ferrer (head of credit risk"))
        .anyMatch(line -> line.endsWith("rows AN4.1f; not applicable [E-108]"));
  }

  @Test
  void hasATwinThatItsSchemaDescribes() throws IOException {
    // When
    Bytes twin = card(CardForm.JSON).bytes();

    // Then
    try (InputStream schema =
        getClass().getResourceAsStream("/ontology/schemas/model-card.v1.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(twin.utf8(), InputFormat.JSON))
          .isEmpty();
    }
    JsonObject facts =
        ((JsonObject) StrictJsonReader.read(twin, new JsonLimits(1 << 22, 16)))
            .object("facts")
            .orElseThrow();
    assertThat(facts.object("approvals.0").orElseThrow().object("value").orElseThrow())
        .satisfies(
            approval -> {
              assertThat(approval.string("fourEyes")).contains("yes");
              assertThat(approval.string("digestMatches")).contains("yes");
            });
    assertThat(facts.object("decisions.count").flatMap(f -> f.integer("value"))).contains(200L);
  }

  @Test
  void recordsTheExportWithTheDigestOfItsBytes() {
    // When
    Export.Written card = card(CardForm.MARKDOWN);

    // Then
    PayloadEntry entry = credit.ledger().read(card.entry(), 1).await().indefinitely().getFirst();
    assertThat(entry.entry().leaf().type()).isEqualTo(DocumentExport.TYPE);
    assertThat(entry.payload().accepted().utf8())
        .contains("\"output_digest\":\"" + card.digest().toHex() + "\"")
        .contains("\"tree_size\":322");
    assertThat(DocumentStore.digest(card.bytes())).isEqualTo(card.digest());
  }

  @Test
  void givesTheSameBytesAndRecordsNothingWhenAskedAgain() {
    // Given
    Export.Written first = card(CardForm.MARKDOWN);
    Export.Written firstBundle = written(dossier.evidence(CreditCase.MODEL));
    long size = credit.ledger().size();

    // When
    Export.Written again = card(CardForm.MARKDOWN);
    Export.Written bundleAgain = written(dossier.evidence(CreditCase.MODEL));

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(bundleAgain).isEqualTo(firstBundle);
    assertThat(credit.ledger().size()).isEqualTo(size);
  }

  @Test
  void givesTheSameBytesAfterARestart() {
    // Given
    Export.Written first = card(CardForm.JSON);

    // When
    ModelDossier restarted = credit.dossier(directory.resolve("documents"));

    // Then
    assertThat(written(restarted.card(CreditCase.MODEL, CardForm.JSON))).isEqualTo(first);
  }

  @Test
  void recordsOneExportHoweverManyAskAtOnce() {
    // Given
    long size = credit.ledger().size();
    Uni<Export> card = dossier.card(CreditCase.MODEL, CardForm.MARKDOWN);

    // When
    List<Export> cards =
        Uni.join().all(List.of(card, card, card, card)).andFailFast().await().indefinitely();

    // Then
    assertThat(cards).hasSize(4).containsOnly(cards.getFirst());
    assertThat(credit.ledger().size()).isEqualTo(size + 1);
  }

  @Test
  void recordsNothingWhenTheBytesCannotBeKept() throws IOException {
    // Given
    Files.delete(directory.resolve("documents/content"));
    Files.delete(directory.resolve("documents/rests"));
    Files.delete(directory.resolve("documents"));
    long size = credit.ledger().size();

    // When
    Throwable failure = catchThrowable(() -> card(CardForm.MARKDOWN));

    // Then
    assertThat(failure).isInstanceOf(UncheckedIOException.class);
    assertThat(credit.ledger().size()).isEqualTo(size);
  }

  @Test
  void writesAnotherCardWhenSomethingIsSaid() {
    // Given
    Export.Written first = card(CardForm.MARKDOWN);
    long entry =
        credit.recordLike(
            "statement",
            record ->
                record.replaceAll("\"text\": ?\"[^\"]*\"", "\"text\": \"For demonstrations.\""));

    // When
    Export.Written second = card(CardForm.MARKDOWN);

    // Then
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(second.bytes().utf8())
        .contains("> For demonstrations.\n")
        .contains("[E-" + entry + "]");
  }

  @Test
  void doesNotPrintWhatALaterRecordCorrects() {
    // Given
    String superseded = "841de515-b2c3-3dc7-906a-2e0602f2a761";
    credit.recordLike(
        "statement",
        record ->
            record
                .replaceAll("\"text\": ?\"[^\"]*\"", "\"text\": \"Corrected.\"")
                .replaceFirst("\"rowIds\"", "\"supersedes\": \"" + superseded + "\", \"rowIds\""));

    // When
    String card = card(CardForm.MARKDOWN).bytes().utf8();

    // Then
    assertThat(card).contains("> Corrected.\n").doesNotContain("Orders incoming applications");
  }

  @Test
  void marksAnApprovalThatHasExpired() {
    // Given
    credit.recordLike(
        "approval",
        record ->
            record.replaceAll(
                "\"validUntil\": ?\"[^\"]*\"", "\"validUntil\": \"2025-12-31T00:00:00Z\""));

    // When
    String card = card(CardForm.MARKDOWN).bytes().utf8();

    // Then
    assertThat(card.lines())
        .anyMatch(line -> line.contains("2025-12-31") && line.contains("| declared, stale |"));
  }

  @Test
  void saysThatAnApprovedDigestIsNotTheArtefacts() {
    // Given
    credit.recordLike(
        "approval",
        record ->
            record.replaceAll(
                "\"subjectDigest\": ?\"[^\"]*\"",
                "\"subjectDigest\": \"" + "ab".repeat(32) + "\""));

    // When
    String card = card(CardForm.MARKDOWN).bytes().utf8();

    // Then
    assertThat(card.lines())
        .anyMatch(line -> line.startsWith("| conditional |") && line.contains("| yes | no |"));
  }

  @Test
  void knowsNoModelVersionThatNobodyRecorded() {
    // When
    Export export =
        dossier
            .card(new ModelRef("credit-prod", "credit_default", "4"), CardForm.JSON)
            .await()
            .indefinitely();

    // Then
    assertThat(export).isEqualTo(new Export.Unknown());
  }

  @Test
  void putsEverythingThatTheVersionRestsOnIntoABundleThatVerifies() {
    // When
    Bytes bundle = written(dossier.evidence(CreditCase.MODEL)).bytes();

    // Then
    Verdict verdict = BundleVerifier.verify(bundle, List.of(credit.ledger().genesis().key()));
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    String text = bundle.utf8();
    // The genesis, the training run's events, the records, the decisions and the two cards.
    for (long index : new long[] {0, 1, 47, 79, 98, 99, 100, 109, 308, 309, 321, 322, 323}) {
      assertThat(text).contains("entries/" + index + ".tlog-proof");
    }
    // The scoring run made nothing that the version rests on.
    assertThat(text).doesNotContain("entries/90.tlog-proof");
    assertThat(text).contains("documents/model-card.md").contains("documents/model-card.json");
  }

  @Test
  void failsToVerifyWithOneByteChanged() {
    // Given
    byte[] bundle = written(dossier.evidence(CreditCase.MODEL)).bytes().toArray();
    bundle[bundle.length / 2] ^= 1;

    // When
    Verdict verdict =
        BundleVerifier.verify(Bytes.owned(bundle), List.of(credit.ledger().genesis().key()));

    // Then
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
  }

  private Export.Written card(CardForm form) {
    return written(dossier.card(CreditCase.MODEL, form));
  }

  private static Export.Written written(Uni<Export> export) {
    return (Export.Written) export.await().indefinitely();
  }
}
